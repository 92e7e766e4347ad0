"""LS04."""

import pytest

from checks.destination.restored_sets_have_no_gap import restored_sets_have_no_gap as check
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.log_shipping import LogShippingHistoryRow
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, make_sql
from tests.checks.destination.shipping import GROUP, judge, source

FULL = {"BackupType": "db"}


def test_pass_when_every_log_set_is_restored() -> None:
    rows = (make_sql.shipped(2), make_sql.shipped(4), make_sql.shipped(5))
    assert judge(check, *rows).status is Status.PASS


def test_fail_when_a_set_was_restored_on_some_databases_only() -> None:
    partial = make_sql.shipped(4, Restored="0")
    verdict = judge(check, make_sql.shipped(2), make_sql.shipped(4), partial, make_sql.shipped(5))
    assert verdict.status is Status.FAIL
    assert "not whole: 4." in verdict.message
    assert partial in verdict.cites


def test_fail_when_the_destination_never_saw_a_set() -> None:
    assert judge(check, make_sql.shipped(2), make_sql.shipped(5)).status is Status.FAIL


def test_fail_when_nothing_was_restored() -> None:
    assert judge(check, make_sql.shipped(5, Restored="0")).status is Status.FAIL
    assert judge(check).status is Status.FAIL


def test_boundary_a_full_set_ends_a_gap() -> None:
    late = (make_sql.shipped(4), make_sql.shipped(5))
    before = (make_sql.shipped(1, **FULL), make_sql.shipped(2, Restored="0"))
    assert judge(check, *before, *late).status is Status.FAIL
    assert judge(check, *before, make_sql.shipped(3, **FULL), *late).status is Status.PASS


def test_boundary_a_full_set_not_restored_is_no_gap_and_ends_none() -> None:
    waiting = make_sql.shipped(3, Restored="0", **FULL)
    rows = (make_sql.shipped(2), waiting, make_sql.shipped(4), make_sql.shipped(5))
    assert judge(check, *rows).status is Status.PASS


def test_boundary_a_set_after_the_last_one_still_waits() -> None:
    rows = (make_sql.shipped(2), make_sql.shipped(4), make_sql.shipped(5, Restored=None))
    assert judge(check, *rows).status is Status.PASS


def test_boundary_unknown_columns_are_left_to_a_person() -> None:
    assert judge(check, LogShippingHistoryRow({"BackupSetId": "5"})).status is Status.NOT_CHECKED


@pytest.mark.parametrize(
    ("kind", "server"), [(LogShippingHistoryRow, "SQLDR01"), (BackupHistoryRow, "SQL01")]
)
def test_gap_in_either_history_is_no_verdict(kind: type, server: str) -> None:
    there = make.sql("SQLDR01", make_sql.shipped(5))
    held = (source(), there, make.gap(kind, make.sql(server)))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(*held, group=GROUP))
