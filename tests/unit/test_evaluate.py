"""The engine: gaps, silence, exceptions and undeclared facts are errors; nothing else is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from scanner.evaluate import evaluate, limits_of
from scanner.model.check import Check, Facts, Judge, NoLimits, Page
from scanner.model.evidence import Contact, Gap, GapReason
from scanner.model.finding import (
    Finding,
    Subject,
    Verdict,
    Vouched,
    fails,
    not_applicable,
    passes,
)
from scanner.model.status import Severity, Status
from tests.evidence import NOW, SQL01, SQL02, Dated, Pump, Valve, book, evidence, pump, reading

PAGE = Page("It runs.", "Why", "Read", "Fix", "Ref")


@dataclass(frozen=True)
class Limits:
    longest: timedelta = timedelta(hours=26)
    count: int = 2


def both(_facts: Facts) -> Iterable[Subject[str]]:
    return [Subject("SQL01", "P1", SQL01), Subject("SQL02", "P2", SQL02)]


def runs(subject: Subject[str], facts: Facts, _limits: object) -> Verdict:
    assert subject.on is not None
    found = facts.one(Pump, subject.on)
    return passes("It runs.", found) if found.runs else fails("It stands.", found)


def check(judge: Judge = runs, subjects: object = both, limits: object = NoLimits()) -> Check:
    return Check(
        id="PU01",
        name="pump_runs",
        title="A pump runs",
        rows=("B04",),
        severity=Severity.HIGH,
        needs=frozenset({Pump}),
        subjects=subjects,  # type: ignore[arg-type] # wrong ones are tried too
        judge=judge,
        limits=limits,
        page=PAGE,
    )


HELD = evidence(reading(SQL01, pump("P1")), reading(SQL02, pump("P2", runs=False)))


def judged(one: Check, held: object = HELD) -> tuple[Finding, ...]:
    return evaluate([one], book(held), {})  # type: ignore[arg-type] # always evidence


def test_each_subject_has_one_finding_with_its_evidence() -> None:
    good, bad = judged(check())
    assert (good.id, good.status, good.readings) == (
        "PU01/SQL01",
        Status.PASS,
        ("sql:SQL01/pumps",),
    )
    assert (bad.id, bad.status, bad.target) == ("PU01/SQL02", Status.FAIL, "sql:SQL02")
    assert bad.citations[0].fields == {"name": "P2", "runs": False}
    assert bad.citations[0].reading == "sql:SQL02/pumps"


VOUCHED = Vouched("a pump's own log", "It ran.", "log.csv", "ab" * 32, NOW, NOW)


def test_a_document_vouches_only_for_what_no_machine_decides() -> None:
    def told(status: Status) -> Finding:
        verdict = Verdict(status, "said", (pump(),), vouched=VOUCHED)
        return judged(check(lambda _s, _f, _l: verdict))[0]

    assert told(Status.NOT_CHECKED).vouched == VOUCHED
    for status in (Status.PASS, Status.FAIL, Status.NOT_APPLICABLE):
        assert (told(status).status, told(status).vouched) == (Status.ERROR, None)


@pytest.mark.parametrize("reason", list(GapReason))
def test_a_gap_is_an_error_of_its_subject_alone(reason: GapReason) -> None:
    held = evidence(reading(SQL01, pump()), reading(SQL02, gap=Gap(reason, "so it was")))
    good, lost = judged(check(), held)
    assert (good.status, lost.status) == (Status.PASS, Status.ERROR)
    assert lost.gap == Gap(reason, "so it was")


def test_rows_beside_a_gap_are_not_judged() -> None:
    held = evidence(
        reading(SQL01, pump(), gap=Gap(GapReason.TIMED_OUT, "")), reading(SQL02, pump())
    )
    assert judged(check(), held)[0].status is Status.ERROR


def test_a_reading_that_got_lost_is_not_collected() -> None:
    lost = judged(check(), evidence(reading(SQL01, pump())))[1]
    assert lost.gap
    assert lost.gap.reason is GapReason.NOT_COLLECTED


def test_an_answer_that_cannot_be_empty_is_a_gap_when_it_is() -> None:
    lost = judged(check(), evidence(reading(SQL01), reading(SQL02, pump())))[0]
    assert lost.gap
    assert lost.gap.reason is GapReason.UNPARSABLE


def test_a_garbled_answer_is_unparsable() -> None:
    lost = judged(check(), evidence(reading(SQL01, {"name": 7}), reading(SQL02, pump())))[0]
    assert lost.gap
    assert lost.gap.reason is GapReason.UNPARSABLE


def test_a_target_that_was_not_the_one_asked_for_is_no_evidence() -> None:
    stranger = Contact(SQL01, gap=Gap(GapReason.WRONG_TARGET, "SQL99 answered"))
    held = evidence(*HELD.readings, contacts=[stranger])
    assert judged(check(), held)[0].gap == stranger.gap


def test_a_broken_check_is_an_error_and_costs_nothing_else() -> None:
    def broken(_subject: object, _facts: object, _limits: object) -> Verdict:
        raise ZeroDivisionError("oh")

    whole = replace(check(), id="PU02")
    findings = evaluate([check(broken), whole], book(HELD), {})
    assert [one.status for one in findings] == [
        Status.ERROR,
        Status.ERROR,
        Status.PASS,
        Status.FAIL,
    ]
    assert "ZeroDivisionError" in findings[0].message


def test_silence_is_an_error() -> None:
    assert judged(check(subjects=lambda _facts: []))[0].status is Status.ERROR


def test_a_subject_named_twice_is_an_error() -> None:
    twice = [Subject("P", "P1", SQL01), Subject("P", "P2", SQL02)]
    assert [one.status for one in judged(check(subjects=lambda _facts: twice))] == [Status.ERROR]


def test_no_verdict_is_an_error() -> None:
    assert judged(check(lambda *_: None))[0].status is Status.ERROR  # type: ignore[arg-type] # the point


def test_a_check_may_not_say_error_itself() -> None:
    assert "gave no verdict" in judged(check(lambda *_: Verdict(Status.ERROR, "x")))[0].message


def test_not_applicable_needs_the_fact_that_makes_it_so() -> None:
    def bare(_subject: object, _facts: object, _limits: object) -> Verdict:
        return Verdict(Status.NOT_APPLICABLE, "no pump")

    def cited(subject: Subject[str], facts: Facts, _limits: object) -> Verdict:
        assert subject.on is not None
        return not_applicable("no pump", facts.one(Pump, subject.on))

    assert judged(check(bare))[0].status is Status.ERROR
    assert judged(check(cited))[0].status is Status.NOT_APPLICABLE


def test_an_undeclared_fact_is_refused() -> None:
    def sly(subject: Subject[str], facts: Facts, _limits: object) -> Verdict:
        assert subject.on is not None
        return passes(str(facts.rows(Valve, subject.on)))

    held = evidence(*HELD.readings, reading(SQL01, {"name": "V"}, collector="valves"))
    assert "UndeclaredFact" in judged(check(sly), held)[0].message


def test_one_verdict_instead_of_subjects_is_the_groups() -> None:
    found = judged(check(subjects=lambda _facts: fails("there is no pump at all")))
    assert [(one.subject, one.status) for one in found] == [("Production", Status.FAIL)]


def test_a_gap_while_subjects_are_listed_is_one_error_for_the_group() -> None:
    def listed(facts: Facts) -> list[Subject[str]]:
        return [Subject(one.name, one.name, SQL02) for one in facts.rows(Pump, SQL02)]

    found = judged(check(subjects=listed), evidence(reading(SQL01, pump())))
    assert [(one.subject, one.status) for one in found] == [("Production", Status.ERROR)]


@pytest.mark.parametrize(("late", "status"), [(0, Status.PASS), (1, Status.ERROR)])
def test_no_pass_rests_on_the_future(late: int, status: Status) -> None:
    """Each target's own clock decides, whatever the moment it is judged as of."""

    def cites(subject: Subject[str], facts: Facts, _limits: object) -> Verdict:
        assert subject.on is not None
        return passes("It ran.", facts.one(Dated, subject.on))

    one = replace(check(cites), needs=frozenset({Dated}))
    moment = NOW + timedelta(minutes=3)
    held = evidence(
        reading(SQL01, {"at": moment.isoformat()}, collector="dated"),
        reading(SQL02, {"at": NOW.isoformat()}, collector="dated"),
    )
    as_of = moment - timedelta(minutes=late)
    assert evaluate([one], book(held, as_of), {})[0].status is status


def test_limits_are_overridden_by_the_estate() -> None:
    one = check(limits=Limits())
    assert limits_of(one, {}) == Limits()
    assert limits_of(one, {"PU01": {"longest": "1h30m", "count": 5}}) == Limits(
        timedelta(minutes=90), 5
    )
