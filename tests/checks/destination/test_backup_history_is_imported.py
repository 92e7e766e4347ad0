"""LS02."""

from datetime import timedelta

import pytest

from checks.destination.backup_history_is_imported import backup_history_is_imported as check
from scanner.facts.log_shipping import LogShippingHistoryRow
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, make_sql
from tests.checks.destination.shipping import GROUP, beside_an_empty_history, judge, source


def test_pass_when_the_newest_set_is_there() -> None:
    assert judge(check, make_sql.shipped(4), make_sql.shipped(5)).status is Status.PASS


def test_fail_when_a_set_is_missing() -> None:
    verdict = judge(check, make_sql.shipped(4))
    assert verdict.status is Status.FAIL
    assert "set 4" in verdict.message
    assert "1 newer set" in verdict.message


def test_fail_when_nothing_was_imported() -> None:
    assert "imported nothing" in judge(check).message
    assert judge(check).status is Status.FAIL


def test_fail_when_the_source_has_no_history() -> None:
    """Nothing can lag behind an empty table."""
    assert beside_an_empty_history(check, make_sql.shipped(4)).status is Status.FAIL


@pytest.mark.parametrize(
    ("minutes", "status"), [(59, Status.FAIL), (60, Status.FAIL), (61, Status.PASS)]
)
def test_boundary_a_set_younger_than_the_limit_may_be_missing(minutes: int, status: Status) -> None:
    lag = timedelta(minutes=minutes)
    assert judge(check, make_sql.shipped(4), max_lag=lag).status is status


def test_boundary_unknown_columns_are_left_to_a_person() -> None:
    row = LogShippingHistoryRow({"SetNumber": "5"})
    assert judge(check, row).status is Status.NOT_CHECKED


def test_boundary_without_a_destination_there_is_nothing_to_say() -> None:
    assert make.verdict(check, make.facts(source())).status is Status.NOT_CHECKED


def test_gap_in_the_history_is_no_verdict() -> None:
    gap = make.gap(LogShippingHistoryRow, make.sql("SQLDR01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(source(), gap, group=GROUP))
