"""BC08."""

from dataclasses import replace

import pytest

from checks.job_configuration.every_step_uses_one_clock import every_step_uses_one_clock as check
from scanner.facts.agent_jobs import JobStep
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, surroundings

LOCAL_FULL = surroundings.full_call("'d', 'BTS', 'D:/b', 0, NULL, 1")
LOCAL_LOG = make.log_step(command="exec sp_MarkAll 'BTS', 'D:/b', 1")
LOCAL_CLEAR = surroundings.clear_call("@DaysToKeep = 14, @UseLocalTime = 1")


@pytest.mark.parametrize("steps", [(), (LOCAL_FULL, LOCAL_LOG, LOCAL_CLEAR)])
def test_pass_with_one_clock(steps: tuple[JobStep, ...]) -> None:
    assert surroundings.with_job(check, *steps).status is Status.PASS


@pytest.mark.parametrize("step", [LOCAL_FULL, LOCAL_LOG, LOCAL_CLEAR])
def test_fail_names_the_step_that_differs(step: JobStep) -> None:
    verdict = surroundings.with_job(check, step)
    assert verdict.status is Status.FAIL
    assert f"'{step.name}' use local time" in verdict.message


def test_fail_when_there_is_no_job() -> None:
    assert surroundings.without_job(check).status is Status.FAIL


def test_boundary_without_a_clearing_step_two_are_compared() -> None:
    quiet = replace(make.clear_step(), command="-- exec sp_DeleteBackupHistory 14, 1")
    assert surroundings.with_job(check, quiet).status is Status.PASS


@pytest.mark.parametrize("arguments", ["@days", "14, 2", "'soon'"])
def test_clearing_step_that_does_not_tell_is_not_checked(arguments: str) -> None:
    step = surroundings.clear_call(arguments)
    assert surroundings.with_job(check, step).status is Status.NOT_CHECKED


def test_gap_in_the_steps_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        surroundings.with_gap(check, JobStep)
