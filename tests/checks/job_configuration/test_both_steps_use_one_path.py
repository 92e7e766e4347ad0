"""BC04."""

import pytest

from checks.job_configuration.both_steps_use_one_path import both_steps_use_one_path as check
from scanner.facts.agent_jobs import JobStep
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, surroundings


def test_pass_for_one_path() -> None:
    assert surroundings.with_job(check).status is Status.PASS


def test_fail_names_both() -> None:
    verdict = surroundings.with_job(check, make.log_step(r"\\FILE02\backup"))
    assert verdict.status is Status.FAIL
    assert r"\\FILE02\backup" in verdict.message
    assert make.BACKUPS in verdict.message


def test_fail_when_there_is_no_job() -> None:
    assert surroundings.without_job(check).status is Status.FAIL


def test_boundary_another_spelling_is_the_same() -> None:
    verdict = surroundings.with_job(check, make.log_step("\\\\file01\\BACKUP\\"))
    assert verdict.status is Status.PASS


def test_step_that_is_commented_out_is_not_checked() -> None:
    step = make.log_step(command=f"-- {make.log_step().command}")
    assert surroundings.with_job(check, step).status is Status.NOT_CHECKED


def test_gap_in_the_steps_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        surroundings.with_gap(check, JobStep)
