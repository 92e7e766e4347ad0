"""BC10."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.job_configuration.backup_history_is_kept import backup_history_is_kept as check
from scanner.facts.agent_jobs import JobStep
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, surroundings

WEEKLY = surroundings.full_call("'w', 'BTS', 'D:/b', 1")


def test_pass_as_shipped() -> None:
    verdict = surroundings.with_job(check)
    assert verdict.status is Status.PASS
    assert "14 days" in verdict.message


@pytest.mark.parametrize("arguments", ["", "NULL", "0", "@DaysToKeep = -1"])
def test_pass_when_nothing_is_cleared(arguments: str) -> None:
    assert surroundings.with_job(check, surroundings.clear_call(arguments)).status is Status.PASS


def test_fail_for_weekly_fulls_and_a_week() -> None:
    verdict = surroundings.with_job(check, WEEKLY, surroundings.clear_call("7"))
    assert verdict.status is Status.FAIL
    assert "7 days" in verdict.message


def test_fail_also_for_the_procedure_that_deletes_files() -> None:
    step = surroundings.clear_call("@DaysToKeep = 1", "sp_DeleteBackupHistoryAndFiles")
    assert surroundings.with_job(check, step).status is Status.FAIL


def test_fail_when_one_of_two_steps_keeps_too_little() -> None:
    other = replace(surroundings.clear_call("1"), number=5)
    assert surroundings.with_job(check, make.clear_step(), other).status is Status.FAIL
    other = replace(surroundings.clear_call("NULL"), number=5)
    assert surroundings.with_job(check, make.clear_step(), other).status is Status.PASS


def test_fail_when_there_is_no_job() -> None:
    assert surroundings.without_job(check).status is Status.FAIL


@pytest.mark.parametrize(("days", "status"), [(13, Status.FAIL), (14, Status.PASS)])
def test_boundary_two_full_backups(days: int, status: Status) -> None:
    step = surroundings.clear_call(str(days))
    assert surroundings.with_job(check, WEEKLY, step).status is status


@pytest.mark.parametrize(("days", "status"), [(2, Status.PASS), (3, Status.FAIL)])
def test_boundary_of_the_least(days: int, status: Status) -> None:
    limit, step = timedelta(days=days), surroundings.clear_call("2")
    assert surroundings.with_job(check, step, least=limit).status is status


def test_step_that_does_not_tell_is_not_checked() -> None:
    step = surroundings.clear_call("@days")
    assert surroundings.with_job(check, step).status is Status.NOT_CHECKED


def test_gap_in_the_steps_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        surroundings.with_gap(check, JobStep)
