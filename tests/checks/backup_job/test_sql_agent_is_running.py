"""BJ05."""

import pytest

from checks.backup_job.sql_agent_is_running import sql_agent_is_running as check
from scanner.facts.instances import AgentService
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.availability import replicas


def judge(service: AgentService, **limits: bool) -> Verdict:
    facts = make.facts(make.sql("SQL01", make.database(), service))
    return make.verdict(check, facts, **limits)


def test_pass_when_it_runs_and_starts_by_itself() -> None:
    assert judge(make.agent_service()).status is Status.PASS


def test_fail_when_stopped() -> None:
    verdict = judge(make.agent_service(running=False))
    assert verdict.status is Status.FAIL
    assert "SQL01" in verdict.fix


def test_boundary_started_by_hand() -> None:
    by_hand = make.agent_service(startup_type=3)
    assert judge(by_hand).status is Status.FAIL
    assert judge(by_hand, must_start_by_itself=False).status is Status.PASS
    assert judge(make.agent_service(startup_type=3, is_clustered=True)).status is Status.PASS


def test_each_replica_is_a_subject() -> None:
    shared = make.database(availability_group_replica=True)
    facts = make.facts(
        make.sql("SQL01", shared, *replicas(), make.agent_service()),
        make.sql("SQL02", shared, make.agent_service(running=False)),
        make.sql("SQL03", make.database("BizTalkMsgBoxDb")),
    )
    found = make.verdicts(check, facts)
    assert found["SQL02"].status is Status.FAIL
    assert sorted(found) == ["SQL01", "SQL02"]


def test_gap_in_the_service_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.database())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(AgentService, make.sql("SQL01"))))
