"""BJ01."""

import pytest

from checks.backup_job.backup_job_exists_once import backup_job_exists_once as check
from scanner.facts.agent_jobs import JobStep
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make
from tests.availability import replicas

OTHER = "22222222-0000-0000-0000-000000000002"


def test_pass_when_one_job_backs_up_this_database() -> None:
    verdict = make.verdict(
        check,
        make.facts(make.sql("SQL01", make.database(), make.agent_job(), *make.backup_steps())),
    )
    assert verdict.status is Status.PASS
    assert make.agent_job() in verdict.cites


def test_pass_beside_the_job_of_another_group() -> None:
    others = [make.full_step(job_id=OTHER, database="OtherMgmtDb")]
    sql = make.sql(
        "SQL01",
        make.database(),
        make.agent_job(),
        *make.backup_steps(),
        make.agent_job(job_id=OTHER),
        *others,
    )
    assert make.verdict(check, make.facts(sql)).status is Status.PASS


def test_pass_by_content_whatever_the_name() -> None:
    steps = [make.full_step(database="master"), make.log_step(database="master")]
    named = [
        make.full_step(command=one.command.replace("[dbo]", "BizTalkMgmtDb.dbo"), database="master")
        for one in steps
    ]
    sql = make.sql("SQL01", make.database(), make.agent_job(name="Nightly"), *named)
    assert make.verdict(check, make.facts(sql)).status is Status.PASS


def test_fail_when_there_is_none() -> None:
    sql = make.sql("SQL01", make.database(), make.agent_job(name="Backup BizTalk Server"))
    verdict = make.verdict(check, make.facts(sql))
    assert verdict.status is Status.FAIL
    assert "SQL01" in verdict.message
    assert "BizTalkMgmtDb" in verdict.fix


def test_boundary_two_jobs_are_one_too_many() -> None:
    second = make.agent_job(job_id=OTHER, name="Copy of Backup", enabled=False)
    steps = [make.log_step(job_id=OTHER, command="-- exec sp_MarkAll 'BTS', 'D:\\'")]
    sql = make.sql("SQL01", make.database(), make.agent_job(), *make.backup_steps(), second, *steps)
    verdict = make.verdict(check, make.facts(sql))
    assert verdict.status is Status.FAIL
    assert "Copy of Backup" in verdict.message


def test_fail_on_the_replica_without_it() -> None:
    shared = make.database(availability_group_replica=True)
    first = make.sql("SQL01", shared, *replicas(), make.agent_job(), *make.backup_steps())
    found = make.verdicts(check, make.facts(first, make.sql("SQL02", shared)))
    assert {name: one.status for name, one in found.items()} == {
        "SQL01": Status.PASS,
        "SQL02": Status.FAIL,
    }


def test_replicas_that_nobody_names_are_not_checked() -> None:
    shared = make.database(availability_group_replica=True)
    sql = make.sql("SQL01", shared, make.agent_job(), *make.backup_steps())
    found = make.verdicts(check, make.facts(sql))
    assert found["other replicas"].status is Status.NOT_CHECKED
    assert found["other replicas"].settle


def test_gap_in_the_steps_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.database(), make.agent_job())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(JobStep, make.sql("SQL01"))))
