"""The analysis says what a restore, tried in every order, can reach: no more and no less."""

from datetime import timedelta

import pytest
from hypothesis import assume, given, settings

from scanner.model.estate import Loss
from scanner.recovery.by_hand import newest_by_hand
from scanner.recovery.exposure import worst_exposure
from scanner.recovery.history import gather
from scanner.recovery.points import Point, outcome
from scanner.recovery.scenarios import Scenario, scenarios
from scanner.recovery.tail import tail_flaws
from tests.recovery_oracle.evidence import HERE, facts_of
from tests.recovery_oracle.minutes import worst_minute
from tests.recovery_oracle.restore import Oracle, Survives
from tests.recovery_oracle.scripts import Event, events, layouts, played
from tests.recovery_oracle.tries import TIMES, each
from tests.recovery_oracle.world import Layout

WINDOW = timedelta(days=14)

pytestmark = pytest.mark.slow


@given(layouts, events())
@settings(each, max_examples=1300 * TIMES)
def test_reach_is_what_a_restore_reaches(layout: Layout, story: list[Event]) -> None:
    world = played(layout, story)
    facts = facts_of(world)
    history = gather(facts)
    for scenario in (Scenario(Loss.NOTHING), *scenarios(facts, history)):
        oracle = Oracle(world, left(scenario, layout))
        found, pairs = outcome(history, scenario.survives), oracle.pairs()
        points = [one for one in (found.newest, *found.older) if one]
        reached = {one.id for logs in pairs.values() for one in logs}
        assert {one.log_id for one in points} == reached
        assert set_of(found.newest) == oracle.newest()
        assert set_of(found.guaranteed) == oracle.guaranteed()
        assert found.proved == found.guaranteed
        for one in points:
            (log,) = (known for known in pairs[one.full_id] if known.id == one.log_id)
            assert (one.time, one.mark) == (log.begun, log.mark)
        by_hand = newest_by_hand(history, scenario.survives)
        assert (by_hand.mark if by_hand else None) == oracle.by_hand()


@given(layouts, events(purges=True))
@settings(each, max_examples=400 * TIMES)
def test_purged_history_is_in_doubt_but_never_better(layout: Layout, story: list[Event]) -> None:
    """The truth lies between what is proved and what takes every doubt for good."""
    world = played(layout, story)
    found, oracle = outcome(gather(facts_of(world))), Oracle(world)
    truth = oracle.guaranteed()
    assert (set_of(found.newest) or 0) >= (oracle.newest() or 0)
    assert (set_of(found.guaranteed) or 0) >= (truth or 0) >= (set_of(found.proved) or 0)
    if found.guaranteed and found.guaranteed.is_proved:
        assert found.guaranteed.log_id == truth


@given(layouts, events())
@settings(each, max_examples=400 * TIMES)
def test_worst_exposure_is_that_of_every_minute(layout: Layout, story: list[Event]) -> None:
    world = played(layout, story)
    now = world.now + timedelta(minutes=3)
    found = worst_exposure(gather(facts_of(world, now)), WINDOW)
    known = worst_minute(world, now)
    assert (found and (found.since, found.at, found.loss)) == known


@given(layouts, events())
@settings(each, max_examples=300 * TIMES)
def test_tail_says_whether_the_next_sets_go_on(layout: Layout, story: list[Event]) -> None:
    world = played(layout, story)
    history = gather(facts_of(world))
    logs = [one for one in world.sets if one.kind == "lg"]
    assume(Oracle(world).newest() == logs[-1].id)
    found = tail_flaws(history)
    for _ in "12":  # bulk changes may spoil the next mark, but not the one after it
        world.wait(timedelta(minutes=15))
        world.run(full=False)
    assert (Oracle(world).newest() == world.next_id - 1) == (not found)


def set_of(point: Point | None) -> int | None:
    return point.log_id if point else None


def left(scenario: Scenario, layout: Layout) -> Survives:
    lost = {
        Loss.NOTHING: set[str](),
        Loss.SQL_MACHINES: set(layout.servers),
        Loss.DESTINATION: {layout.destination},
        Loss.SITE: {layout.destination} if scenario.site == HERE else {"VAULT01"},
    }[scenario.loss]
    return lambda machine: machine not in lost
