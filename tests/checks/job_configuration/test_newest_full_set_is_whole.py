"""BC02."""

import pytest

from checks.job_configuration.newest_full_set_is_whole import newest_full_set_is_whole as check
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, surroundings

WHOLE = make.backup_set(1, type="db")
BROKEN = make.backup_set(3, type="db", set_complete=False)


def test_pass_when_complete() -> None:
    verdict = surroundings.with_job(check, *WHOLE, *make.backup_set(2))
    assert verdict.status is Status.PASS


def test_fail_when_the_newest_is_partial_though_logs_follow() -> None:
    verdict = surroundings.with_job(check, *WHOLE, *BROKEN, *make.backup_set(4))
    assert verdict.status is Status.FAIL
    assert "3" in verdict.message


def test_fail_without_any_full_set() -> None:
    verdict = surroundings.with_job(check, *make.backup_set(2))
    assert verdict.status is Status.FAIL
    assert "next run" in verdict.message


def test_boundary_the_set_that_is_being_written() -> None:
    verdict = surroundings.with_job(check, *WHOLE, *BROKEN, make.running())
    assert verdict.status is Status.PASS
    followed = surroundings.with_job(check, *WHOLE, *BROKEN, *make.backup_set(4), make.running())
    assert followed.status is Status.FAIL


def test_gap_in_the_history_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        surroundings.with_gap(check, BackupHistoryRow)
