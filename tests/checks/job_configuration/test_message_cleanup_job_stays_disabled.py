"""BC12."""

import pytest

from checks.job_configuration.message_cleanup_job_stays_disabled import (
    message_cleanup_job_stays_disabled as check,
)
from scanner.facts.agent_jobs import AgentJob
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, surroundings


def judge(*jobs: AgentJob) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQL01", surroundings.message_box(), *jobs)))


def test_pass_when_disabled() -> None:
    assert judge(surroundings.cleanup_job()).status is Status.PASS


def test_fail_when_enabled() -> None:
    verdict = judge(surroundings.cleanup_job(enabled=True))
    assert verdict.status is Status.FAIL
    assert "Disable" in verdict.fix


def test_fail_when_missing() -> None:
    assert judge(make.agent_job()).status is Status.FAIL


def test_boundary_the_job_of_another_message_box_does_not_count() -> None:
    other = surroundings.cleanup_job(name="MessageBox_Message_Cleanup_Other", enabled=True)
    assert judge(surroundings.cleanup_job(), other).status is Status.PASS


def test_gap_in_the_jobs_is_no_verdict() -> None:
    held = make.sql("SQL01", surroundings.message_box())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(held, make.gap(AgentJob, make.sql("SQL01"))))
