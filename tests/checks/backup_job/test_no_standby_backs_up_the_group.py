"""BJ07."""

import pytest

from checks.backup_job.no_standby_backs_up_the_group import no_standby_backs_up_the_group as check
from scanner.facts.agent_jobs import JobStep
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

GROUP = make.group(log_shipping=LogShipping(("SQLDR01",)))
SHIPPING = make.agent_job(job_id="s", name="BTS Log Shipping - Restore Databases")
SHIPPING_STEP = make.step(1, "Start", "exec bts_RestoreDatabases", job_id="s", database="master")


def judge(*facts: object) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQLDR01", *facts), group=GROUP))


def test_pass_without_such_a_job() -> None:
    assert judge(SHIPPING, SHIPPING_STEP).status is Status.PASS


def test_fail_when_it_is_enabled() -> None:
    verdict = judge(make.agent_job(), *make.backup_steps())
    assert verdict.status is Status.FAIL
    assert "SQLDR01" in verdict.fix


def test_boundary_disabled_it_waits_for_the_disaster() -> None:
    verdict = judge(make.agent_job(enabled=False), *make.backup_steps())
    assert verdict.status is Status.PASS
    assert "disabled" in verdict.message


def test_boundary_the_job_of_another_group_is_its_own_affair() -> None:
    other = [make.full_step(database="OtherMgmtDb"), make.log_step(database="OtherMgmtDb")]
    assert judge(make.agent_job(), *other).status is Status.PASS


def test_pass_where_the_estate_says_that_there_is_none() -> None:
    none = make.group(log_shipping=LogShipping(none=True))
    assert make.verdict(check, make.facts(group=none)).status is Status.PASS


def test_estate_that_does_not_say_is_not_checked() -> None:
    assert make.verdict(check, make.facts()).status is Status.NOT_CHECKED


def test_gap_in_the_steps_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        judge(SHIPPING)
    gap = make.gap(JobStep, make.sql("SQLDR01"))
    held = make.sql("SQLDR01", make.agent_job())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(held, gap, group=GROUP))
