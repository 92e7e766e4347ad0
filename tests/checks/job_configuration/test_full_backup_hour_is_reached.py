"""BC09."""

import pytest

from checks.job_configuration.full_backup_hour_is_reached import (
    full_backup_hour_is_reached as check,
)
from scanner.facts.agent_jobs import JobSchedule
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, surroundings

HOUR = 3_600
SUNDAYS = make.schedule(freq_type=8, freq_interval=1, recurrence_factor=1)


def judge(arguments: str, *schedules: JobSchedule) -> Verdict:
    return surroundings.with_job(check, surroundings.full_call(arguments), *schedules)


def at(hour: int, frequency: str = "d") -> str:
    return f"'{frequency}', 'BTS', 'D:/b', 0, {hour}"


def test_pass_as_shipped() -> None:
    assert judge(at(2), make.schedule()).status is Status.PASS


def test_pass_without_an_hour() -> None:
    assert judge("'d', 'BTS', 'D:/b'").status is Status.PASS
    assert judge(at(4, "h")).status is Status.PASS


def test_fail_when_the_schedule_steps_over_the_hour() -> None:
    every_four_hours = make.schedule(subday_type=8, subday_interval=4)
    assert judge(at(4), every_four_hours).status is Status.PASS
    verdict = judge(at(5), every_four_hours)
    assert verdict.status is Status.FAIL
    assert "hour 5" in verdict.message


def test_fail_without_a_schedule_of_its_own() -> None:
    assert judge(at(2)).status is Status.FAIL
    assert judge(at(2), make.schedule(enabled=False)).status is Status.FAIL
    assert judge(at(2), make.schedule(job_id="other")).status is Status.FAIL


def test_fail_when_there_is_no_job() -> None:
    assert surroundings.without_job(check).status is Status.FAIL


@pytest.mark.parametrize(("frequency", "status"), [("d", Status.FAIL), ("w", Status.PASS)])
def test_boundary_one_day_of_the_week_is_enough_for_weekly(frequency: str, status: Status) -> None:
    assert judge(at(2, frequency), SUNDAYS).status is status


@pytest.mark.parametrize(
    ("hour", "status"), [(21, Status.FAIL), (22, Status.PASS), (5, Status.PASS), (6, Status.FAIL)]
)
def test_boundary_of_a_window_past_midnight(hour: int, status: Status) -> None:
    night = make.schedule(start_second=22 * HOUR, end_second=6 * HOUR - 1)
    assert judge(at(hour), night).status is status


def test_boundary_an_hour_that_is_none_is_read_as_midnight() -> None:
    night = make.schedule(start_second=0, end_second=HOUR - 1)
    assert judge(at(24), night).status is Status.PASS


def test_gap_in_the_schedules_is_no_verdict() -> None:
    facts = make.sql("SQL01", make.database(), make.instance(), make.agent_job())
    step = make.sql("SQL01", surroundings.full_call(at(2)))
    gap = make.gap(JobSchedule, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(facts, step, gap))
