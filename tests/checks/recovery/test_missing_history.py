"""The first law for what rests on the recovery analysis, over a sound and a broken history.

Each kind of fact of each target is taken away in turn: no failure is hidden, nothing is excused.
"""

from functools import cache

import pytest

from checks.registry import all_checks
from scanner.model.check import Check, MissingEvidence
from scanner.model.estate import Loss, Objectives
from scanner.model.evidence import Target
from scanner.model.status import Status
from tests import make
from tests.checks.recovery.groups import LOG, after, facts
from tests.recovery_oracle.scripts import Event

CHECKS = [one for one in all_checks() if one.id.startswith("RC")]
FOREIGN: Event = ("foreign", 1, 8)
OBJECTIVES = Objectives(survive=(Loss.SQL_MACHINES, Loss.DESTINATION))


@cache
def sound() -> make.HandFacts:
    return facts(after(LOG, LOG, LOG, ("copied", 0, 0)), OBJECTIVES)


@cache
def broken() -> make.HandFacts:
    """An hour after somebody backed up a log; so that no check passes, the terms are hard."""
    return facts(after(LOG, FOREIGN, *[LOG] * 6), OBJECTIVES)


HARD = {
    "RC02": {"max_loss_without_rpo": make.NOW - make.NOW},
    "RC03": {"max_loss_without_rpo": make.NOW - make.NOW},
    "RC04": {"max_loss_without_rpo": make.NOW - make.NOW},
    "RC05": {"max_duration_without_rto": make.NOW - make.NOW},
}


def statuses(check: Check, given: make.HandFacts, *, hard: bool = False) -> dict[str, Status]:
    limits = HARD.get(check.id, {}) if hard else {}
    try:
        found = make.verdicts(check, given, **limits)
    except MissingEvidence:
        return {"": Status.ERROR}
    return {name: one.status for name, one in found.items()}


def kinds() -> list[tuple[type, Target]]:
    pairs = {(type(fact), held.target) for held in sound().held for fact in held.facts}
    return sorted(pairs, key=lambda pair: (pair[1].id, pair[0].__name__))


def without(given: make.HandFacts, kind: type, target: Target) -> make.HandFacts:
    held = (*given.held, make.gap(kind, make.Held(target)))
    return make.facts(*held, group=given.group, now=given.moment)


@pytest.mark.parametrize("check", CHECKS, ids=lambda one: one.id)
def test_pass_over_the_sound_and_fail_over_the_broken(check: Check) -> None:
    assert set(statuses(check, sound()).values()) == {Status.PASS}
    assert set(statuses(check, broken(), hard=True).values()) == {Status.FAIL}


@pytest.mark.parametrize("check", CHECKS, ids=lambda one: one.id)
@pytest.mark.parametrize(("kind", "target"), kinds())
def test_a_gap_hides_no_failure(check: Check, kind: type, target: Target) -> None:
    found = statuses(check, without(broken(), kind, target), hard=True)
    assert set(found.values()) <= {Status.FAIL, Status.ERROR}


@pytest.mark.parametrize("check", CHECKS, ids=lambda one: one.id)
@pytest.mark.parametrize(("kind", "target"), kinds())
def test_a_gap_never_excuses(check: Check, kind: type, target: Target) -> None:
    found = statuses(check, without(sound(), kind, target))
    assert set(found.values()) <= {Status.PASS, Status.ERROR}
