"""DB05."""

import pytest

from checks.job_databases.no_log_shipping_job_runs_here import (
    no_log_shipping_job_runs_here as check,
)
from scanner.facts.agent_jobs import AgentJob
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

RESTORE = "BTS Log Shipping - Restore Databases"


def judge(*jobs: AgentJob) -> Verdict:
    held = make.sql("SQL01", make.backup_database(), make.agent_job(), *jobs)
    return make.verdict(check, make.facts(held))


def job(name: str, enabled: bool = True) -> AgentJob:
    return make.agent_job(job_id="9", name=name, enabled=enabled)


def test_pass_without_such_jobs() -> None:
    assert judge().status is Status.PASS


@pytest.mark.parametrize("name", [RESTORE, "BTS Log Shipping Get Backup History"])
def test_fail_when_one_is_enabled(name: str) -> None:
    verdict = judge(job(name))
    assert verdict.status is Status.FAIL
    assert name in verdict.fix


def test_fail_when_a_server_is_declared_as_its_own_destination() -> None:
    group = make.group(log_shipping=LogShipping(("sql01.corp.example",)))
    held = make.sql("SQL01", make.backup_database(), make.agent_job())
    assert make.verdict(check, make.facts(held, group=group)).status is Status.FAIL


def test_boundary_disabled_is_as_the_page_says() -> None:
    verdict = judge(job(RESTORE, enabled=False))
    assert verdict.status is Status.PASS
    assert verdict.cites == (job(RESTORE, enabled=False),)


def test_boundary_the_job_that_is_run_by_hand_may_stay() -> None:
    assert judge(job("BTS Log Shipping - Restore To Mark")).status is Status.PASS


def test_boundary_every_server_of_the_group_is_asked() -> None:
    box = make.backup_database(DatabaseRef("SQL02", "BizTalkMsgBoxDb"))
    there = make.sql("SQL02", job(RESTORE))
    here = make.sql("SQL01", make.backup_database(), box, make.agent_job())
    found = make.verdicts(check, make.facts(here, there))
    assert found["SQL02"].status is Status.FAIL


def test_gap_where_no_job_is_told_at_all() -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.sql("SQL01", make.backup_database())))


def test_gap_is_no_verdict() -> None:
    held = make.sql("SQL01", make.backup_database())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(held, make.gap(AgentJob, make.sql("SQL01"))))
