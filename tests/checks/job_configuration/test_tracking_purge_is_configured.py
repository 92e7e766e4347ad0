"""BC13."""

import pytest

from checks.job_configuration.tracking_purge_is_configured import (
    tracking_purge_is_configured as check,
)
from scanner.facts.agent_jobs import AgentJob
from scanner.facts.backup_surroundings import TrackingStep
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, surroundings

SCHEDULE = make.schedule(job_id=surroundings.PURGE)
ARCHIVE = "exec dtasp_BackupAndPurgeTrackingDatabase 0, 1, 30, '{}', null, 0"


def judge(*facts: object) -> Verdict:
    held = make.sql("SQL01", make.biztalk_group(), *facts)
    return make.verdict(check, make.facts(held))


def with_step(command: str) -> Verdict:
    return judge(surroundings.purge_job(), surroundings.purge_step(command), SCHEDULE)


@pytest.mark.parametrize(
    "command", ["exec dtasp_PurgeTrackingDatabase 1, 0, 14, null", ARCHIVE.format(r"\\FILE01\d")]
)
def test_pass_with_or_without_archive(command: str) -> None:
    assert with_step(command).status is Status.PASS


@pytest.mark.parametrize(
    ("job", "why"),
    [
        (surroundings.purge_job(enabled=False), "is disabled"),
        (surroundings.purge_job(has_server=False), "no server"),
    ],
)
def test_fail_for_a_job_that_never_runs(job: AgentJob, why: str) -> None:
    verdict = judge(job, surroundings.purge_step(), SCHEDULE)
    assert verdict.status is Status.FAIL
    assert why in verdict.message


def test_fail_without_schedule() -> None:
    verdict = judge(surroundings.purge_job(), surroundings.purge_step())
    assert "no enabled schedule" in verdict.message


@pytest.mark.parametrize(
    "command",
    [
        "-- exec dtasp_PurgeTrackingDatabase 1, 0, 14, null",
        ARCHIVE.format("<destination path>"),
        "exec dtasp_ArchiveTrackingDatabase",
        "exec dtasp_PurgeTrackingDatabase 1, 'never ends",
    ],
)
def test_fail_for_a_step_that_purges_nothing(command: str) -> None:
    assert with_step(command).status is Status.FAIL


def test_boundary_one_good_job_is_enough() -> None:
    old = surroundings.purge_job(job_id="old", enabled=False)
    step = TrackingStep("old", 1, "TSQL", surroundings.purge_step().command, "BizTalkDTADb")
    good = (surroundings.purge_job(), surroundings.purge_step(), SCHEDULE)
    assert judge(old, step, *good).status is Status.PASS


def test_not_applicable_without_a_tracking_database() -> None:
    held = make.sql("SQL01", make.biztalk_group(tracking=None))
    verdict = make.verdict(check, make.facts(held))
    assert verdict.status is Status.NOT_APPLICABLE


def test_gap_in_the_steps_is_no_verdict() -> None:
    held = make.sql("SQL01", make.biztalk_group(), surroundings.purge_job())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(held, make.gap(TrackingStep, make.sql("SQL01"))))
