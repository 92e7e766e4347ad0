"""What the analysis found, in words; what could not be read is said, never hidden."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.estate import Loss, Objectives
from scanner.model.run import Recovery, SetType
from scanner.recovery.analysis import Case, SetSummary
from scanner.recovery.analysis import Recovery as Found
from scanner.recovery.by_hand import HandPoint
from scanner.recovery.drill import Drill
from scanner.recovery.exposure import Exposure
from scanner.recovery.flaws import Flaw, Why
from scanner.recovery.history import SetStatus
from scanner.recovery.objectives import Basis, Estimate, Promise
from scanner.recovery.phrases import loss_said, names_of
from scanner.recovery.points import Outcome, Point
from scanner.recovery.scenarios import Scenario
from scanner.recovery_said import Telling, said
from tests import make

MANAGEMENT, SSO = ("SQL01", "BizTalkMgmtDb"), ("SQL01", "SSODB")
NAMES = {MANAGEMENT: "BizTalkMgmtDb", SSO: "SSODB"}
FOREIGN = Flaw(Why.FOREIGN_LOG, 5, SSO, make.ago(hours=2), r"CORP\dba", "SQLCMD", "NUL")
MINUTE = timedelta(minutes=1)


def point(log_id: int, minutes: int, *doubts: Flaw) -> Point:
    return Point(1, log_id, log_id - 1, f"BTS_{log_id}", make.ago(minutes=minutes), doubts)


def case(loss: Loss = Loss.SQL_MACHINES, **changes: Any) -> Case:
    older = (point(3, 25), point(2, 40))
    plain = Outcome(point(4, 10), point(3, 25), point(3, 25), older, ())
    scenario = Scenario(loss, hosts=frozenset({"SQL02", "SQL01"}))
    return Case(scenario, replace(plain, **changes), None)


def summary(number: int, kind: str = "lg", **changes: Any) -> SetSummary:
    moment = make.ago(minutes=15 * (6 - number))
    plain = SetSummary(number, kind, SetStatus.COMPLETE, moment, moment, frozenset())
    return replace(plain, **changes)


def told(
    worst: Case | None = None, *, objectives: Objectives | None = None, **changes: Any
) -> Recovery:
    one = worst or case()
    plain = Found(
        now=make.NOW,
        expected=frozenset(NAMES),
        sets=(),
        breaks=(),
        tail=(),
        foreign=(),
        base=case(Loss.NOTHING),
        cases=(one,),
        worst=one,
        exposure=None,
        proved_exposure=None,
        promise=None,
        restore_time=None,
        drill=None,
    )
    group = make.group(objectives=objectives or Objectives())
    facts = make.facts(make.sql("SQL01"), group=group)
    return Telling(facts, replace(plain, **changes), NAMES).recovery()


def test_a_point_has_its_age_by_the_servers_clock() -> None:
    found = told()
    assert found.databases == 2
    assert found.worst is not None
    assert found.worst.newest is not None
    assert (found.worst.newest.mark, found.worst.newest.age) == ("BTS_4", 10 * MINUTE)
    assert found.worst.guaranteed == found.worst.proved
    assert [one.mark for one in found.older] == ["BTS_2"]


def test_a_point_whose_time_is_not_settled_has_no_age() -> None:
    timeless = replace(point(3, 25), time=None)
    found = told(case(guaranteed=timeless)).worst
    assert found is not None
    assert found.guaranteed is not None
    assert (found.guaranteed.time, found.guaranteed.age) == (None, None)


def test_a_point_in_the_future_is_no_point() -> None:
    with pytest.raises(MissingEvidence):
        told(case(newest=point(4, -10)))


def test_doubts_and_limits_are_phrases() -> None:
    doubts = [Flaw(Why.PURGED, number, SSO) for number in (1, 2)]
    found = told(case(guaranteed=point(3, 25, *doubts), proved=None, limited_by=(FOREIGN,))).worst
    assert found is not None
    assert found.guaranteed is not None
    assert found.guaranteed.doubts == (
        "a backup of SSODB that msdb no longer knows in 2 sets from 1 to 2",
    )
    assert found.proved is None
    assert found.limited_by[0].startswith("a log backup of SSODB outside the job before set 5 (")


def test_nothing_lost_stands_first_and_what_must_be_survived_is_marked() -> None:
    found = told(cases=(case(), case(Loss.DESTINATION)))
    assert [(one.loss, one.must_survive) for one in found.scenarios] == [
        ("", False),
        ("the SQL Server machines SQL01 and SQL02", True),
        ("the backup destinations SQL01 and SQL02", False),
    ]


@pytest.mark.parametrize(
    ("scenario", "phrase"),
    [
        (Scenario(Loss.NOTHING), ""),
        (Scenario(Loss.SQL_MACHINES, hosts=frozenset({"A"})), "the SQL Server machine A"),
        (Scenario(Loss.DESTINATION), "the backup destination"),
        (Scenario(Loss.SITE, site="Kufstein"), "the site Kufstein"),
    ],
)
def test_a_loss_is_a_phrase(scenario: Scenario, phrase: str) -> None:
    assert loss_said(scenario) == phrase


def test_a_later_mark_by_hand_is_told_as_unsupported() -> None:
    later, earlier = (HandPoint("BTS_9", make.ago(minutes=minutes)) for minutes in (5, 10))
    (by_hand, nothing) = (
        found.by_hand
        for hand in (later, earlier)
        if (found := told(replace(case(), by_hand=hand)).worst)
    )
    assert "which Microsoft does not support" in by_hand
    assert "2026-11-22 04:55 UTC (mark BTS_9)" in by_hand
    assert nothing == ""


def test_sets_carry_what_broke_the_chain() -> None:
    lacking: dict[str, Any] = {"status": SetStatus.PARTIAL, "lacking": frozenset({SSO})}
    found = told(
        sets=(
            summary(1, "db"),
            summary(2, "db", **lacking),
            summary(3, **lacking),
            summary(4, "", status=SetStatus.MISSING, time=None),
            summary(5),
        ),
        breaks=(Flaw(Why.PARTIAL, 3, SSO, summary(3).time), FOREIGN),
    )
    full, partial_full, partial, hole, broken = found.sets
    assert (full.type, full.status, full.breaks) == (SetType.FULL, "complete", ())
    assert partial_full.breaks == partial.breaks == ("a missing backup of SSODB",)
    assert (hole.type, hole.status, hole.time) == (SetType.UNKNOWN, "missing", None)
    assert broken.breaks[0].startswith("a log backup of SSODB outside the job (2026-11-22 03:00")


def test_a_partial_set_that_lacks_nothing_did_not_finish() -> None:
    (one,) = told(sets=(summary(3, status=SetStatus.PARTIAL),)).sets
    assert one.breaks == ("a run that did not finish",)


def test_what_stops_the_next_set_is_told() -> None:
    assert told(tail=(Flaw(Why.RESTORED, 0, SSO),)).tail == (
        "a restore of SSODB since the newest set",
    )


@pytest.mark.parametrize(
    ("because", "why"),
    [
        ((), "as no newer log set was finished by then."),
        ((Flaw(Why.DAMAGED, 5, SSO),), "because of a damaged backup of SSODB in set 5."),
    ],
)
def test_the_worst_loss_says_when_and_why(because: tuple[Flaw, ...], why: str) -> None:
    at = make.ago(days=5, minutes=46)
    worst = Exposure(make.ago(days=14), at, 47 * MINUTE, at - 47 * MINUTE, because)
    measure = told(exposure=worst).exposure
    assert measure.length == 47 * MINUTE
    assert measure.sentence == (
        "Had the SQL Servers died at any minute since 2026-11-08 05:00 UTC, the worst loss would "
        f"have been 47 min: on Tuesday, 2026-11-17 04:14 UTC, {why}"
    )


@pytest.mark.parametrize(
    ("rpo", "end"),
    [
        (None, "for a log set."),
        (33 * MINUTE, "The schedule can meet the objective of 33 min."),
        (32 * MINUTE, "The schedule cannot meet the objective of 32 min."),
        (0 * MINUTE, "The schedule cannot meet the objective of 0 s."),
    ],
)
def test_the_schedule_is_held_against_the_objective(rpo: timedelta | None, end: str) -> None:
    promise = Promise(15 * MINUTE, 2 * MINUTE, MINUTE)
    measure = told(promise=promise, objectives=Objectives(rpo=rpo)).promise
    assert measure.length == 33 * MINUTE
    assert "two intervals of 15 min, 2 min for a full set and 1 min for a log set." in (
        measure.sentence
    )
    assert measure.sentence.endswith(end)


@pytest.mark.parametrize(
    ("rto", "end"),
    [
        (None, "Estimated by measured restores (2026-11-01)."),
        (100 * MINUTE, "That is within the objective of 1 h 40 min."),
        (99 * MINUTE, "That is more than the objective of 1 h 39 min."),
    ],
)
def test_the_time_to_restore_has_its_basis(rto: timedelta | None, end: str) -> None:
    estimate = Estimate(6_000_000_000, 1_000_000, Basis.RESTORES, make.ago(days=21))
    measure = told(restore_time=estimate, objectives=Objectives(rto=rto)).restore_time
    assert measure.length == 100 * MINUTE
    assert measure.sentence.startswith("About 1 h 40 min of machine time to restore 6 GB, ")
    assert measure.sentence.endswith(end)


@pytest.mark.parametrize(
    "measure", [lambda it: it.exposure, lambda it: it.promise, lambda it: it.restore_time]
)
def test_what_cannot_be_told_is_said_so(measure: Callable[[Recovery], Any]) -> None:
    assert measure(told()).length is None
    assert measure(told()).sentence.endswith(".")


@pytest.mark.parametrize(
    ("mark", "is_verified", "words"),
    [
        ("bts_3", True, "is verified: all databases were restored to mark bts_3 (2026-11-22 04:00"),
        ("BTS_1", False, "is not verified; the newest drill: all databases were restored to mark"),
    ],
)
def test_a_drill_proves_the_mark_that_it_reached(mark: str, is_verified: bool, words: str) -> None:
    found = told(drill=Drill(mark, make.ago(hours=1)))
    assert found.content_verified is is_verified
    assert words in found.content.replace("these backups", "the backups")


def test_without_a_drill_no_content_is_verified() -> None:
    assert not told().content_verified
    assert told().content.endswith("no restore has proved it.")


def test_names_are_spelled_as_the_group_does_and_twins_have_their_server() -> None:
    refs = (
        DatabaseRef("SQL01", "SSODB"),
        DatabaseRef("SQL01", "Rules"),
        DatabaseRef("SQL02", "ssodb"),
    )
    facts = make.facts(make.sql("SQL01", *map(make.backup_database, refs)))
    assert sorted(names_of(facts).values()) == ["Rules", "SSODB on SQL01", "ssodb on SQL02"]


def test_missing_evidence_is_said_and_gives_no_point() -> None:
    found = said(make.facts())
    assert (found.worst, found.scenarios, found.sets) == (None, (), ())
    assert "could not be used (not_collected)" in found.missing
