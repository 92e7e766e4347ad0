"""BC01."""

import pytest

from checks.job_configuration.forced_full_backup_was_made import (
    forced_full_backup_was_made as check,
)
from scanner.facts.backup_sets import BackupSettings
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, surroundings

FORCED = surroundings.settings(force_full=True)
WELL = (make.job_run(), *make.backup_set(2), make.next_set(3))


def test_pass_when_nothing_is_ordered() -> None:
    verdict = surroundings.with_job(check, surroundings.settings())
    assert verdict.status is Status.PASS


def test_fail_when_the_full_backup_keeps_failing() -> None:
    failed = (make.job_run(status=0), *make.backup_set(2), make.next_set(3))
    verdict = surroundings.with_job(check, FORCED, *failed)
    assert verdict.status is Status.FAIL
    assert "no log is backed up" in verdict.message


def test_fail_when_the_last_set_was_lost() -> None:
    lost = (make.job_run(), *make.backup_set(2), make.next_set(4))
    assert surroundings.with_job(check, FORCED, *lost).status is Status.FAIL


def test_fail_when_nothing_speaks_for_the_job() -> None:
    """Agent may have dropped the history: that excuses nothing."""
    quiet = (*make.backup_set(2), make.next_set(3))
    assert surroundings.with_job(check, FORCED, *quiet).status is Status.FAIL


def test_boundary_ordered_after_a_good_run_waits_for_the_next() -> None:
    assert surroundings.with_job(check, FORCED, *WELL).status is Status.NOT_CHECKED


def test_boundary_the_ordered_run_goes_on_now() -> None:
    verdict = surroundings.with_job(check, FORCED, make.running(), make.next_set(3))
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.settle


def test_gap_in_the_settings_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        surroundings.with_gap(check, BackupSettings)
