"""LS03."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.destination.restored_sets_are_current import restored_sets_are_current as check
from scanner.facts.log_shipping import LogShippingLastSet
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, make_sql
from tests.checks.destination.shipping import (
    GROUP,
    SETS,
    beside_an_empty_history,
    destination,
    judge,
    not_configured,
    source,
)


def test_pass_when_the_last_due_set_is_restored() -> None:
    assert judge(check, make_sql.last_set(4)).status is Status.PASS


def test_fail_when_a_due_set_is_not_restored() -> None:
    verdict = judge(check, make_sql.last_set(2))
    assert verdict.status is Status.FAIL
    assert "set 2" in verdict.message
    assert "1 log set " in verdict.message


def test_fail_when_nothing_was_restored() -> None:
    assert judge(check).status is Status.FAIL


def test_fail_when_it_was_never_configured() -> None:
    assert not_configured(check, make_sql.last_set(5)).status is Status.FAIL


def test_fail_when_the_source_has_no_history() -> None:
    """Nothing can lag behind an empty table."""
    assert beside_an_empty_history(check, make_sql.last_set(4)).status is Status.FAIL


@pytest.mark.parametrize(
    ("minutes", "status"), [(179, Status.FAIL), (180, Status.FAIL), (181, Status.PASS)]
)
def test_boundary_of_the_lag(minutes: int, status: Status) -> None:
    lag = timedelta(minutes=minutes)
    assert judge(check, make_sql.last_set(2), max_lag=lag).status is status


def test_boundary_full_sets_are_not_due() -> None:
    lag = timedelta(hours=4)
    assert judge(check, make_sql.last_set(2), max_lag=lag).status is Status.PASS


def test_boundary_a_partial_set_and_what_follows_it_are_not_due() -> None:
    """Set 4 is partial, so nothing after the full set 3 can be restored on top of it."""
    partial = [replace(row, set_complete=row.set_id != 4) for row in SETS]
    known = (make.instance(), make.backup_database(), *make.backup_steps())
    here = make.sql("SQL01", *known, *partial, *map(make.recorded, partial))
    facts = make.facts(here, destination(make_sql.last_set(2)), group=GROUP)
    assert make.verdict(check, facts).status is Status.PASS


@pytest.mark.parametrize("values", [{"Id": "4"}, {"SetA": "4", "SetB": "4"}])
def test_boundary_unknown_columns_are_left_to_a_person(values: dict[str, str | None]) -> None:
    assert judge(check, LogShippingLastSet(values)).status is Status.NOT_CHECKED


def test_gap_in_the_last_set_is_no_verdict() -> None:
    gap = make.gap(LogShippingLastSet, make.sql("SQLDR01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(source(), destination(), gap, group=GROUP))


@pytest.mark.parametrize("text", [None, "", "-1", "garbled"])
def test_gap_where_a_set_has_no_number_is_no_verdict(text: str | None) -> None:
    with pytest.raises(MissingEvidence):
        judge(check, LogShippingLastSet({"SetId": text}))
