"""LS02."""

from datetime import timedelta

import pytest

from checks.destination.backup_history_is_imported import backup_history_is_imported as check
from scanner.facts.log_shipping import LogShippingHistoryRow
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


def test_fail_when_it_was_never_configured() -> None:
    verdict = not_configured(check, make_sql.shipped(5))
    assert verdict.status is Status.FAIL
    assert "no table bts_LogShippingHistory" in verdict.message


def test_fail_names_the_sets_that_the_source_has_removed() -> None:
    late = [row for row in SETS if row.set_id > 3]
    known = (make.instance(), make.backup_database(), *make.backup_steps())
    here = make.sql("SQL01", *known, *late, *map(make.recorded, late))
    given = make.facts(here, destination(make_sql.shipped(1)), group=GROUP)
    assert "no longer has sets 2 to 3," in make.verdict(check, given).message


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
        make.verdict(check, make.facts(source(), destination(), gap, group=GROUP))
