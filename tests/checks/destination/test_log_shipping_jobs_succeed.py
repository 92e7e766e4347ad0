"""LS12."""

from datetime import timedelta

import pytest

from checks.destination.log_shipping_jobs_succeed import log_shipping_jobs_succeed as check
from scanner.facts.agent_jobs import AgentJob, JobActivity, JobRun
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_shipping
from tests.checks.destination.shipping import GROUP

RESTORE = "SQLDR01/Restore Databases"
JOBS = (
    make.agent_job(job_id="1", name=make_shipping.GET_HISTORY),
    make.agent_job(job_id="2", name=make_shipping.RESTORE),
)
COPIED = make.job_run(90, job_id="1")


def judge(*facts: object, **limits: object) -> dict[str, Verdict]:
    given = make.facts(make.sql("SQLDR01", *JOBS, COPIED, *facts), group=GROUP)
    return make.verdicts(check, given, **limits)


def test_pass_when_the_newest_run_of_each_succeeded() -> None:
    found = judge(make.job_run(80, job_id="2", status=0), make.job_run(91, job_id="2"))
    assert {one.status for one in found.values()} == {Status.PASS}
    assert found.keys() == {"SQLDR01/Get Backup History", RESTORE}


@pytest.mark.parametrize("status", [0, 2, 3])
def test_fail_when_the_newest_did_not(status: int) -> None:
    failed = make.job_run(91, job_id="2", status=status)
    verdict = judge(make.job_run(80, job_id="2"), failed)[RESTORE]
    assert verdict.status is Status.FAIL
    assert "1 of the 2" in verdict.message


def test_fail_when_the_job_is_missing() -> None:
    given = make.facts(make.sql("SQLDR01", JOBS[0], COPIED), group=GROUP)
    assert make.verdicts(check, given)[RESTORE].status is Status.FAIL


@pytest.mark.parametrize(
    ("minutes", "status"), [(4, Status.FAIL), (5, Status.PASS), (6, Status.PASS)]
)
def test_boundary_of_the_age(minutes: int, status: Status) -> None:
    found = judge(make.job_run(91, job_id="2"), max_age=timedelta(minutes=minutes))
    assert found[RESTORE].status is status


def test_boundary_a_run_in_progress_is_neither_judged_nor_too_old() -> None:
    old = make.job_run(91, job_id="2", started=make.ago(hours=9))
    busy = (JobActivity("2", make.ago(hours=8), None), make.job_run(95, job_id="2", status=4))
    assert judge(old, *busy)[RESTORE].status is Status.PASS
    assert judge(old)[RESTORE].status is Status.FAIL


def test_boundary_without_a_destination_there_is_nothing_to_say() -> None:
    assert make.verdict(check, make.facts(make.sql("SQL01"))).status is Status.NOT_CHECKED


def test_gap_where_no_run_is_known_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        judge(make.job_run(91, job_id="2", status=4))


@pytest.mark.parametrize("kind", [AgentJob, JobActivity, JobRun])
def test_gap_is_no_verdict(kind: type) -> None:
    held = make.sql("SQLDR01", *JOBS, COPIED, make.job_run(91, job_id="2"))
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(held, make.gap(kind, make.sql("SQLDR01")), group=GROUP))
