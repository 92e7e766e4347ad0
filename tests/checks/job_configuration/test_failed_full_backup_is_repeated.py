"""BC03."""

import pytest

from checks.job_configuration.failed_full_backup_is_repeated import (
    failed_full_backup_is_repeated as check,
)
from scanner.facts.agent_jobs import JobStep
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, surroundings


def test_pass_as_shipped() -> None:
    assert surroundings.with_job(check).status is Status.PASS


def test_fail_for_a_weekly_full_that_is_not_repeated() -> None:
    verdict = surroundings.with_job(check, surroundings.full_call("'w', 'BTS', 'D:/b'"))
    assert verdict.status is Status.FAIL
    assert "weekly" in verdict.message


def test_fail_when_there_is_no_job() -> None:
    assert surroundings.without_job(check).status is Status.FAIL


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("'h', 'BTS', 'D:/b', 0", Status.PASS),
        ("'D', 'BTS', 'D:/b', 0", Status.PASS),
        ("'W', 'BTS', 'D:/b', '0'", Status.FAIL),
        ("'w', 'BTS', 'D:/b', 1", Status.PASS),
        ("'m', 'BTS', 'D:/b', @UseLocalTime = 1", Status.FAIL),
    ],
)
def test_boundary_of_the_frequency(arguments: str, status: Status) -> None:
    assert surroundings.with_job(check, surroundings.full_call(arguments)).status is status


def test_step_that_does_not_tell_is_not_checked() -> None:
    verdict = surroundings.with_job(check, surroundings.full_call("@frequency, 'BTS', 'D:/b'"))
    assert verdict.status is Status.NOT_CHECKED
    assert "BJ03" in verdict.settle


def test_gap_in_the_steps_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        surroundings.with_gap(check, JobStep)


def test_pass_names_the_step() -> None:
    verdict = surroundings.with_job(check)
    assert make.full_step() in verdict.cites
