"""ST05."""

from datetime import timedelta

import pytest

from checks.storage.full_backups_are_frequent_enough import (
    full_backups_are_frequent_enough as check,
)
from scanner.facts.agent_jobs import JobStep
from scanner.facts.backup_sets import RecordedBackup
from scanner.model.check import MissingEvidence
from scanner.model.estate import Objectives
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, surroundings

GIGABYTE = 10**9
FULL = make.recorded(
    make.history_row(1, type="db", stamp=make.ago(days=2)),
    size=36 * GIGABYTE,
    started=make.ago(hours=49),
    finished=make.ago(hours=48),
)
LOG = make.recorded(make.history_row(2), size=GIGABYTE, started=make.ago(days=1))


def full(frequency: str) -> JobStep:
    return surroundings.full_call(f"'{frequency}', 'BTS', 'D:/b'")


def with_objective(hours: int, *given: object, frequency: str = "d") -> Verdict:
    known = (make.database(), make.instance(), make.agent_job(), make.backup_database())
    sql = make.sql("SQL01", *known, full(frequency), make.log_step(), *given)
    group = make.group(objectives=Objectives(rto=timedelta(hours=hours)))
    return make.verdict(check, make.facts(sql, group=group))


def test_pass_as_shipped() -> None:
    verdict = surroundings.with_job(check)
    assert verdict.status is Status.PASS
    assert "every 1 d at most" in verdict.message


@pytest.mark.parametrize("frequency", ["m", "y", "Y"])
def test_fail_for_monthly_and_yearly(frequency: str) -> None:
    verdict = surroundings.with_job(check, full(frequency))
    assert verdict.status is Status.FAIL
    assert "limit 7 d" in verdict.message


def test_fail_when_there_is_no_job() -> None:
    assert surroundings.without_job(check).status is Status.FAIL


@pytest.mark.parametrize(("days", "status"), [(6, Status.FAIL), (7, Status.PASS)])
def test_boundary_of_the_limit(days: int, status: Status) -> None:
    limit = timedelta(days=days)
    assert surroundings.with_job(check, full("w"), max_period=limit).status is status


@pytest.mark.parametrize(
    ("frequency", "hours", "status"),
    [("d", 2, Status.PASS), ("d", 1, Status.FAIL), ("w", 2, Status.PASS), ("w", 1, Status.FAIL)],
)
def test_boundary_of_the_objective(frequency: str, hours: int, status: Status) -> None:
    """36 GB in an hour, and 1 GB of logs each day: 1 h 2 min or 1 h 12 min."""
    verdict = with_objective(hours, FULL, LOG, frequency=frequency)
    assert verdict.status is status
    said = {"d": "1 h 1 min", "w": "1 h 11 min"}
    assert said[frequency] in verdict.message


def test_a_step_that_does_not_tell_is_not_checked() -> None:
    assert surroundings.with_job(check, full("x")).status is Status.NOT_CHECKED
    assert surroundings.with_job(check, full("@f")).status is Status.NOT_CHECKED


def test_gap_when_msdb_records_no_full_backup() -> None:
    with pytest.raises(MissingEvidence):
        with_objective(9, LOG)


def test_gap_in_the_steps_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        surroundings.with_gap(check, JobStep)


def test_gap_in_the_records_is_no_verdict() -> None:
    known = (make.database(), make.instance(), make.agent_job(), make.backup_database())
    sql = make.sql("SQL01", *known, *make.backup_steps())
    group = make.group(objectives=Objectives(rto=timedelta(hours=8)))
    missing = make.gap(RecordedBackup, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, missing, group=group))
