"""Ages by the target's own clock, names that mean the same target, folders and where they are."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.factbook import View
from scanner.model.check import Facts, MissingEvidence, UndeclaredFact
from scanner.model.evidence import Contact, GapReason, Target, TargetKind
from tests.evidence import (
    NOW,
    SQL01,
    Pump,
    Valve,
    book,
    clock,
    evidence,
    group,
    pump,
    reading,
    view,
)

MINUTE = timedelta(minutes=1)


def skewed(skew: timedelta) -> Contact:
    return Contact(SQL01, clock=clock(skew))


def test_an_age_is_told_by_the_targets_clock() -> None:
    held = evidence(reading(SQL01, pump()), contacts=[skewed(4 * MINUTE)])
    assert view(held).age(NOW, SQL01) == 4 * MINUTE


def test_another_as_of_shifts_every_clock_alike() -> None:
    held = evidence(reading(SQL01, pump()), contacts=[skewed(-4 * MINUTE)])
    assert view(held, NOW + timedelta(days=1)).now(SQL01) == NOW + timedelta(days=1) - 4 * MINUTE


@pytest.mark.parametrize("skew", [5 * MINUTE + timedelta(seconds=1), timedelta(hours=-10)])
def test_no_age_is_told_by_a_clock_that_is_off(skew: timedelta) -> None:
    with pytest.raises(MissingEvidence) as missing:
        view(evidence(contacts=[skewed(skew)])).age(NOW, SQL01)
    assert missing.value.gap.reason is GapReason.CLOCK


def test_the_limit_itself_is_still_good() -> None:
    at_the_limit = view(evidence(contacts=[skewed(-5 * MINUTE)]))
    assert at_the_limit.now(SQL01) == NOW - 5 * MINUTE


def test_the_future_never_passes() -> None:
    ahead = NOW + timedelta(seconds=2)
    with pytest.raises(MissingEvidence, match="in the future"):
        view(evidence(reading(SQL01, pump()))).age(ahead, SQL01)


@given(st.integers(0, 1000))
def test_rounding_is_not_the_future(milliseconds: int) -> None:
    moment = NOW + timedelta(milliseconds=milliseconds)
    assert view(evidence(reading(SQL01, pump()))).age(moment, SQL01) == timedelta(0)


def test_a_target_without_a_clock_tells_no_age() -> None:
    with pytest.raises(MissingEvidence, match="clock"):
        view(evidence(contacts=[Contact(SQL01)])).now(SQL01)


@pytest.mark.parametrize(
    "name", ["sql01", "SQL01.corp.example", " sql01 ", "tcp:SQL01", ".", "LISTENER"]
)
def test_spellings_of_one_instance(name: str) -> None:
    declared = group(aliases={"listener": "SQL01"})
    assert view(evidence(declared=declared)).sql(name) == SQL01


def test_a_port_is_another_instance_until_an_alias_says_otherwise() -> None:
    assert view(evidence()).sql("SQL01,1444").name == "SQL01,1444"
    assert (
        view(evidence(declared=group(aliases={"SQL01,1444": "SQL01"}))).sql("sql01,1444") == SQL01
    )


def test_a_unc_folder_is_a_share_and_a_url_cannot_be_listed() -> None:
    seen = view(evidence(contacts=[Contact(Target(TargetKind.SHARE, r"\\FILE01\Backup"))]))
    assert seen.folder("\\\\file01\\BACKUP\\").name == r"\\FILE01\Backup"
    with pytest.raises(MissingEvidence) as missing:
        seen.folder("https://account.blob.core.windows.net/container")
    assert missing.value.gap.reason is GapReason.UNSUPPORTED


def test_every_planned_target_is_walked_even_when_its_reading_is_lost() -> None:
    held = evidence(contacts=[Contact(SQL01)], planned=["sql:SQL01/pumps"])
    assert view(held).targets(Pump) == (SQL01,)
    assert view(held).targets(Valve) == ()


def test_one_fact_is_exactly_one() -> None:
    held = evidence(reading(SQL01, pump("P1"), pump("P2")))
    with pytest.raises(MissingEvidence, match="2 rows"):
        view(held).one(Pump, SQL01)


def test_shared_work_is_done_once_and_seen_by_all_who_ask() -> None:
    asked: list[Facts] = []

    def pumps(facts: Facts) -> tuple[Pump, ...]:
        asked.append(facts)
        return facts.rows(Pump, SQL01)

    held = book(evidence(reading(SQL01, pump("P1"))))
    views = [View(held, frozenset({Pump})) for _ in "ab"]
    assert [one.once(pumps) for one in views] == [(Pump("P1", runs=True),)] * 2
    assert [list(one.seen) for one in views] == [["sql:SQL01/pumps"]] * 2
    assert len(asked) == 1


def test_shared_work_that_lacks_evidence_fails_everybody_who_asks() -> None:
    held = book(evidence(contacts=[Contact(SQL01, clock=clock())]))
    for _ in "ab":
        view = View(held, frozenset({Pump}))
        with pytest.raises(MissingEvidence, match="sql:SQL01/pumps"):
            view.once(pumps_of_sql01)
        assert list(view.seen) == ["sql:SQL01/pumps"]


def test_shared_work_does_not_widen_what_a_check_may_see() -> None:
    held = book(evidence(reading(SQL01, pump())))
    assert View(held, frozenset({Pump})).once(pumps_of_sql01)
    for _ in "ab":
        with pytest.raises(UndeclaredFact, match="Pump"):
            View(held, frozenset({Valve})).once(pumps_of_sql01)


def pumps_of_sql01(facts: Facts) -> tuple[Pump, ...]:
    return facts.rows(Pump, SQL01)
