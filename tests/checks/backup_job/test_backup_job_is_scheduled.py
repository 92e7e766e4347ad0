"""BJ04."""

from datetime import timedelta

import pytest

from checks.backup_job.backup_job_is_scheduled import backup_job_is_scheduled as check
from scanner.facts.agent_jobs import JobSchedule
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

OTHER = "22222222-0000-0000-0000-000000000002"


def judge(*schedules: JobSchedule, limit: timedelta | None = None, **job: object) -> Verdict:
    sql = make.sql(
        "SQL01",
        make.database(),
        make.instance(),
        make.agent_job(**job),
        *make.backup_steps(),
        *schedules,
    )
    limits = {"longest_rest": limit} if limit else {}
    return make.verdict(check, make.facts(sql), **limits)


def test_pass_as_shipped() -> None:
    verdict = judge(make.schedule())
    assert verdict.status is Status.PASS
    assert "15 min" in verdict.message


def test_fail_without_an_enabled_schedule() -> None:
    for schedules in ((), (make.schedule(enabled=False),), (make.schedule(job_id=OTHER),)):
        verdict = judge(*schedules)
        assert verdict.status is Status.FAIL
        assert "15 days" in verdict.message


def test_fail_for_a_window_that_leaves_the_night_out() -> None:
    verdict = judge(make.schedule(start_second=8 * 3600, end_second=18 * 3600))
    assert verdict.status is Status.FAIL
    assert "14 h" in verdict.message


def test_fail_when_bound_to_no_server() -> None:
    assert "never runs" in judge(make.schedule(), has_server=False).message


def test_fail_when_there_is_no_job() -> None:
    facts = make.facts(make.sql("SQL01", make.database(), make.instance()))
    assert make.verdict(check, facts).status is Status.FAIL


@pytest.mark.parametrize(("minutes", "status"), [(60, Status.PASS), (61, Status.FAIL)])
def test_boundary_of_the_interval(minutes: int, status: Status) -> None:
    every = make.schedule(subday_interval=minutes)
    assert judge(every).status is status


def test_gap_in_the_schedules_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.database(), make.agent_job(), *make.backup_steps())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(JobSchedule, make.sql("SQL01"))))
