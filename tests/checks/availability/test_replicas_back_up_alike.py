"""AG01."""

from dataclasses import replace

import pytest

from checks.availability.replicas_back_up_alike import replicas_back_up_alike as check
from scanner.facts.agent_jobs import JobStep
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import availability, make
from tests.availability import SHARED, replicas

JOB = availability.job()
FIRST = make.sql("SQL01", SHARED, *replicas(), *JOB)


def judge(*there: object) -> Verdict:
    return make.verdict(check, make.facts(FIRST, make.sql("SQL02", SHARED, *there)))


def test_pass_when_the_steps_do_the_same() -> None:
    assert judge(*JOB).status is Status.PASS


def test_fail_when_another_folder_is_named() -> None:
    verdict = judge(make.agent_job(), make.full_step(), make.log_step(r"\\FILE02\other"))
    assert verdict.status is Status.FAIL
    assert r"sp_MarkAll is given the path \\FILE02\other instead of" in verdict.message


def test_fail_when_a_step_is_missing_there() -> None:
    verdict = judge(make.agent_job(), make.full_step())
    assert verdict.status is Status.FAIL
    assert "sp_MarkAll is called 0 times instead of 1" in verdict.message


def test_fail_when_there_is_no_job() -> None:
    assert "SQL02 has no backup job" in judge().message


def test_boundary_the_guard_and_the_place_of_the_database_do_not_differ() -> None:
    """Whether it is guarded is judged of the job itself."""
    steps = (make.full_step(), make.log_step())
    named = (replace(one, command=f"USE BizTalkMgmtDb; {one.command}") for one in steps)
    assert judge(make.agent_job(), *steps).status is Status.PASS
    assert judge(make.agent_job(), *named).status is Status.PASS


def test_boundary_what_cannot_be_read_is_not_compared() -> None:
    unclear = make.log_step(command="IF @x = 2 EXEC sp_MarkAll @mark, @path")
    verdict = judge(make.agent_job(), make.full_step(), unclear)
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.settle


def test_boundary_the_only_replica_is_compared_with_nobody() -> None:
    alone = make.sql("SQL01", SHARED, replicas()[0], *JOB)
    assert make.verdict(check, make.facts(alone)).status is Status.NOT_CHECKED


def test_boundary_a_witness_needs_no_job() -> None:
    witness = availability.replica("WITNESS", holds_data=False)
    first = make.sql("SQL01", SHARED, *replicas(), witness, *JOB)
    found = make.verdicts(check, make.facts(first, make.sql("SQL02", SHARED, *JOB)))
    assert list(found) == ["SQL02"]


def test_not_applicable_without_a_group() -> None:
    sql = make.sql("SQL01", make.database(), make.backup_database(), *JOB)
    verdict = make.verdict(check, make.facts(sql))
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (make.database(),)


def test_gap_on_a_replica_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(FIRST, make.gap(JobStep, make.sql("SQL02"))))


def test_gap_of_a_replica_that_nobody_could_ask_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(FIRST))
