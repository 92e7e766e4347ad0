"""LS11."""

import pytest

from checks.destination.source_ships_nowhere_to_itself import (
    source_ships_nowhere_to_itself as check,
)
from scanner.facts.agent_jobs import AgentJob
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping
from scanner.model.status import Status
from tests import make, make_shipping
from tests.checks.destination.shipping import GROUP
from tests.checks.sound_permissions import MESSAGE_BOX

SHIPPING = make.agent_job(job_id="2", name=make_shipping.RESTORE)


def here(*jobs: AgentJob) -> make.Held:
    return make.sql("SQL01", make.backup_database(), *jobs)


def test_pass_without_such_a_job() -> None:
    verdict = make.verdict(check, make.facts(here(make.agent_job()), group=GROUP))
    assert verdict.status is Status.PASS


@pytest.mark.parametrize("name", [make_shipping.RESTORE, "BTS Log Shipping Restore To Mark"])
def test_fail_when_one_is_enabled(name: str) -> None:
    job = make.agent_job(job_id="2", name=name)
    verdict = make.verdict(check, make.facts(here(make.agent_job(), job)))
    assert verdict.status is Status.FAIL
    assert name in verdict.fix


def test_fail_on_any_server_of_the_group() -> None:
    held = (here(make.agent_job()), make.sql("SQL01", make.backup_database(MESSAGE_BOX)))
    found = make.verdicts(check, make.facts(*held, make.sql("SQL02", SHIPPING)))
    assert found["SQL01"].status is Status.PASS
    assert found["SQL02"].status is Status.FAIL


def test_fail_when_the_source_is_declared_as_its_own_destination() -> None:
    group = make.group(log_shipping=LogShipping(("sql01.corp.example",)))
    verdict = make.verdict(check, make.facts(here(make.agent_job()), group=group))
    assert verdict.status is Status.FAIL


def test_boundary_a_disabled_one_was_left_by_a_failover() -> None:
    left = make.agent_job(job_id="2", name=make_shipping.RESTORE, enabled=False)
    verdict = make.verdict(check, make.facts(here(make.agent_job(), left)))
    assert verdict.status is Status.PASS
    assert "is disabled" in verdict.message


def test_gap_in_the_jobs_is_no_verdict() -> None:
    for held in (here(), make.gap(AgentJob, here())):
        with pytest.raises(MissingEvidence):
            make.verdict(check, make.facts(make.sql("SQL01", make.backup_database()), held))
