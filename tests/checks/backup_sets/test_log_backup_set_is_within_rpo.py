"""BS02."""

from datetime import timedelta

import pytest

from checks.backup_sets.log_backup_set_is_within_rpo import log_backup_set_is_within_rpo as check
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import MissingEvidence
from scanner.model.estate import Objectives
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

FULL = make.backup_set(1, type="db", stamp=make.ago(hours=5))


def log(set_id: int, minutes: float, **changes: object) -> tuple[BackupHistoryRow, ...]:
    return make.backup_set(set_id, stamp=make.ago(minutes=minutes), **changes)


def judge(*facts: object, rpo: timedelta | None = None) -> Verdict:
    sql = make.sql("SQL01", make.instance(), make.backup_database(), *facts)
    group = make.group(objectives=Objectives(rpo=rpo))
    return make.verdict(check, make.facts(sql, group=group))


def test_pass_says_set_age_and_limit() -> None:
    verdict = judge(*FULL, *log(2, 30), *log(3, 15))
    assert verdict.status is Status.PASS
    assert "is 3, begun" in verdict.message
    assert "15 min ago; limit 1 h" in verdict.message


def test_fail_when_too_old() -> None:
    assert judge(*FULL, *log(2, 61)).status is Status.FAIL


def test_fail_without_a_full_set_before_it() -> None:
    verdict = judge(*log(1, 30), *log(2, 15), *make.backup_set(3, type="db"))
    assert verdict.status is Status.FAIL
    assert "2 of 2 log sets are complete" in verdict.message


def test_fail_beyond_a_partial_log_set() -> None:
    broken = (*FULL, *log(2, 90), *log(3, 30, set_complete=False), *log(4, 15))
    verdict = judge(*broken)
    assert verdict.status is Status.FAIL
    assert "is 2, begun" in verdict.message
    assert "Set 3, which followed, was never marked complete." in verdict.message


def test_pass_while_the_newest_set_is_still_being_written() -> None:
    assert judge(*FULL, *log(2, 15), *log(3, 0, set_complete=False)).status is Status.PASS


@pytest.mark.parametrize(
    ("minutes", "rpo", "status"),
    [
        (60, None, Status.PASS),
        (60.1, None, Status.FAIL),
        (15, timedelta(minutes=15), Status.PASS),
        (15.1, timedelta(minutes=15), Status.FAIL),
        (239, timedelta(hours=4), Status.PASS),
    ],
)
def test_boundary_is_the_objective_where_declared(
    minutes: float, rpo: timedelta | None, status: Status
) -> None:
    assert judge(*FULL, *log(2, minutes), rpo=rpo).status is status


def test_gap_in_the_history_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.instance(), make.backup_database())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(BackupHistoryRow, make.sql("SQL01"))))
