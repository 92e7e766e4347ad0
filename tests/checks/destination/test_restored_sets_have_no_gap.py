"""LS04."""

from collections.abc import Iterator

import pytest

from checks.destination.restored_sets_have_no_gap import restored_sets_have_no_gap as check
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.log_shipping import LogShippingHistoryRow
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql
from tests.checks.destination.shipping import (
    BOTH,
    GROUP,
    destination,
    judge,
    not_configured,
    source,
)

FULL = {"BackupType": "db"}
SSODB = {"DatabaseName": "SSODB"}


def whole(*numbers: int) -> list[LogShippingHistoryRow]:
    return [make_sql.shipped(number) for number in numbers]


def of_sso() -> Iterator[BackupHistoryRow]:
    for number in (2, 4, 5):
        yield make.history_row(number, make.SSO)


def among(*rows: LogShippingHistoryRow) -> Verdict:
    """With a second database in the backup job."""
    here = source(make.backup_database(make.SSO), *of_sso())
    return make.verdict(check, make.facts(here, destination(*rows), group=GROUP))


def test_pass_when_every_log_set_is_restored() -> None:
    rows = (make_sql.shipped(2), make_sql.shipped(4), make_sql.shipped(5))
    assert judge(check, *rows).status is Status.PASS


def test_fail_when_a_set_was_restored_on_some_databases_only() -> None:
    partial = make_sql.shipped(4, Restored="0", **SSODB)
    others = (*whole(2, 4, 5), make_sql.shipped(2, **SSODB), make_sql.shipped(5, **SSODB))
    verdict = among(*others, partial)
    assert verdict.status is Status.FAIL
    assert "not whole: 4 (ssodb)." in verdict.message
    assert partial in verdict.cites


def test_fail_when_a_database_was_never_restored() -> None:
    verdict = among(*whole(2, 4, 5))
    assert verdict.status is Status.FAIL
    assert "2 (ssodb)" in verdict.message


def test_fail_when_a_full_set_repaired_another_database_only() -> None:
    mine = [make_sql.shipped(number, **SSODB) for number in (2, 5)]
    repaired = make_sql.shipped(3, **FULL)
    assert among(*whole(2, 5), repaired, make_sql.shipped(4), *mine).status is Status.FAIL


def test_pass_when_another_destination_has_the_other_database() -> None:
    held = (
        source(make.backup_database(make.SSO), *of_sso()),
        destination(*whole(2, 4, 5), make.database(state=1)),
        destination(make.database("SSODB", state=1), name="SQLDR02"),
    )
    found = make.verdicts(check, make.facts(*held, group=BOTH))
    assert found["SQLDR01"].status is Status.PASS
    assert found["SQLDR02"].status is Status.FAIL


def test_fail_when_the_destination_never_saw_a_set() -> None:
    assert judge(check, make_sql.shipped(2), make_sql.shipped(5)).status is Status.FAIL


def test_fail_when_nothing_was_restored() -> None:
    assert judge(check, make_sql.shipped(5, Restored="0")).status is Status.FAIL
    assert judge(check).status is Status.FAIL
    assert not_configured(check, *whole(2, 4, 5)).status is Status.FAIL


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
    there = destination(make_sql.shipped(5))
    held = (source(), there, make.gap(kind, make.sql(server)))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(*held, group=GROUP))
