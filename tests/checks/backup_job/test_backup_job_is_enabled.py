"""BJ02."""

import pytest

from checks.backup_job.backup_job_is_enabled import backup_job_is_enabled as check
from scanner.facts.agent_jobs import AgentJob
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make

OTHER = "22222222-0000-0000-0000-000000000002"


def on_sql01(*facts: object) -> make.HandFacts:
    return make.facts(make.sql("SQL01", make.database(), *make.backup_steps(), *facts))


def test_pass_when_enabled() -> None:
    assert make.verdict(check, on_sql01(make.agent_job())).status is Status.PASS


def test_fail_when_disabled_names_job_and_server() -> None:
    job = make.agent_job(enabled=False)
    verdict = make.verdict(check, on_sql01(job))
    assert verdict.status is Status.FAIL
    assert job in verdict.cites
    assert job.name in verdict.fix
    assert "SQL01" in verdict.fix


def test_fail_when_there_is_no_job() -> None:
    facts = make.facts(make.sql("SQL01", make.database()))
    assert make.verdict(check, facts).status is Status.FAIL


def test_boundary_a_disabled_twin_does_not_disable_the_enabled_one() -> None:
    twin = make.agent_job(job_id=OTHER, enabled=False)
    facts = on_sql01(make.agent_job(), twin, make.full_step(job_id=OTHER))
    found = make.verdicts(check, facts)
    assert {name: one.status for name, one in found.items()} == {"SQL01": Status.PASS}


def test_gap_in_the_jobs_is_no_verdict() -> None:
    facts = make.facts(
        make.sql("SQL01", make.database(), *make.backup_steps()),
        make.gap(AgentJob, make.sql("SQL01")),
    )
    with pytest.raises(MissingEvidence):
        make.verdict(check, facts)
