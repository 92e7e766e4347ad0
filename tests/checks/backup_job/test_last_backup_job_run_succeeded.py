"""BJ06."""

import pytest

from checks.backup_job.last_backup_job_run_succeeded import last_backup_job_run_succeeded as check
from scanner.facts.agent_jobs import JobRun
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make


def judge(*facts: object) -> Verdict:
    sql = make.sql("SQL01", make.database(), make.agent_job(), *make.backup_steps(), *facts)
    return make.verdict(check, make.facts(sql))


def test_pass_by_the_order_of_writing_not_of_time() -> None:
    older_but_later = make.job_run(99, status=0, started=make.ago(minutes=1))
    verdict = judge(older_but_later, make.job_run(100, started=make.ago(minutes=5)))
    assert verdict.status is Status.PASS
    assert "2026-11-22 04:55 UTC" in verdict.message


@pytest.mark.parametrize(
    ("status", "word"), [(0, "failed"), (2, "retry"), (3, "cancelled"), (7, "7")]
)
def test_fail_names_the_outcome(status: int, word: str) -> None:
    verdict = judge(make.job_run(status=status))
    assert verdict.status is Status.FAIL
    assert word in verdict.message


def test_fail_names_the_step() -> None:
    verdict = judge(make.job_run(99, step=2, status=0), make.job_run(100, status=0))
    assert "failed in step 2" in verdict.message


def test_fail_when_a_backup_step_failed_within_a_run_that_went_on() -> None:
    verdict = judge(
        make.job_run(97),
        make.job_run(98, step=2, status=0),
        make.job_run(99, step=3),
        make.job_run(),
    )
    assert verdict.status is Status.FAIL
    assert "step 2" in verdict.message


def test_pass_when_only_the_compression_option_failed() -> None:
    assert judge(make.job_run(99, step=1, status=0), make.job_run()).status is Status.PASS


def test_boundary_a_run_in_progress_is_not_judged() -> None:
    assert judge(make.job_run(99), make.job_run(100, status=4)).status is Status.PASS
    assert judge(make.job_run(99, status=0), make.job_run(100, status=4)).status is Status.FAIL


def test_history_that_was_pushed_out_is_not_checked() -> None:
    verdict = judge(*make.backup_set(7), make.next_set(8))
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.settle


@pytest.mark.parametrize(
    ("complete", "next_id", "said"), [(True, 9, "set 8 was begun"), (False, 8, "set 7 was never")]
)
def test_fail_without_history_when_the_sets_tell(complete: bool, next_id: int, said: str) -> None:
    facts = (*make.backup_set(7, set_complete=complete), make.next_set(next_id))
    verdict = judge(*facts)
    assert verdict.status is Status.FAIL
    assert said in verdict.message
    assert judge(*facts, make.running()).status is Status.NOT_CHECKED


def test_fail_when_there_is_no_job() -> None:
    facts = make.facts(make.sql("SQL01", make.database()))
    assert make.verdict(check, facts).status is Status.FAIL


def test_gap_in_the_history_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.database(), make.agent_job(), *make.backup_steps())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(JobRun, make.sql("SQL01"))))
