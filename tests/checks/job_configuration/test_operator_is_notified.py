"""BC11."""

import pytest

from checks.job_configuration.operator_is_notified import operator_is_notified as check
from scanner.facts.backup_surroundings import JobNotification
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import surroundings


@pytest.mark.parametrize("way", ["email", "page"])
def test_pass_when_an_operator_is_told(way: str) -> None:
    verdict = surroundings.with_job(check, surroundings.notification(way=way))
    assert verdict.status is Status.PASS
    assert "Operations" in verdict.message


@pytest.mark.parametrize(
    "notification",
    [
        surroundings.notification(operator=""),
        surroundings.notification(operator_enabled=False),
        surroundings.notification(has_address=False),
        surroundings.notification(job_id="other"),
    ],
)
def test_fail_when_nobody_is_reached(notification: JobNotification) -> None:
    assert surroundings.with_job(check, notification).status is Status.FAIL


def test_fail_when_there_is_no_job() -> None:
    assert surroundings.without_job(check).status is Status.FAIL


@pytest.mark.parametrize(
    ("level", "status"),
    [(0, Status.FAIL), (1, Status.FAIL), (2, Status.PASS), (3, Status.PASS)],
)
def test_boundary_of_the_level(level: int, status: Status) -> None:
    verdict = surroundings.with_job(check, surroundings.notification(level=level))
    assert verdict.status is status


def test_gap_in_the_notifications_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        surroundings.with_gap(check, JobNotification)
