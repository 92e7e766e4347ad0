"""LS01."""

from collections.abc import Iterator, Sequence

import pytest

from checks.destination.log_shipping_destination_is_reachable import (
    log_shipping_destination_is_reachable as check,
)
from scanner.facts.agent_jobs import AgentJob
from scanner.facts.instances import Instance
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_shipping

HISTORY = "BTS Log Shipping - Get Backup History"
RESTORE = "BTS Log Shipping - Restore Databases"
TO_MARK = "BTS Log Shipping - Restore To Mark"
DECLARED = make.group(log_shipping=LogShipping(("SQLDR01",)))


def job(name: str, scheduled: bool = True, **changes: object) -> Iterator[object]:
    yield make.agent_job(job_id=name, name=name, **changes)
    if scheduled:
        yield make.schedule(job_id=name)


def judge(
    *facts: object,
    agent: bool = True,
    startup_type: int = 2,
    tables: Sequence[str] = make_shipping.TABLES,
    **limits: bool,
) -> Verdict:
    known = (
        make.instance(name="SQLDR01"),
        make.agent_service(running=agent, startup_type=startup_type),
        *make_shipping.tables(*tables),
    )
    return make.verdict(
        check, make.facts(make.sql("SQLDR01", *known, *facts), group=DECLARED), **limits
    )


def test_pass_when_it_answers_and_its_jobs_are_right() -> None:
    verdict = judge(*job(HISTORY), *job(RESTORE), *job(TO_MARK, scheduled=False))
    assert verdict.status is Status.PASS


@pytest.mark.parametrize(
    "restore",
    [
        "BTS Server Log Shipping Restore Databases",
        "BTS Log Shipping Restore Database",
        "bts  log shipping – restore databases (Source 1)",  # noqa: RUF001 - a pasted dash
    ],
)
def test_pass_with_every_spelling(restore: str) -> None:
    history = "BTS Log Shipping Get Backup History"
    verdict = judge(*job(history), *job(restore), *job(TO_MARK, scheduled=False, enabled=False))
    assert verdict.status is Status.PASS


def test_fail_when_it_was_never_configured() -> None:
    right = (*job(HISTORY), *job(RESTORE), *job(TO_MARK, scheduled=False))
    verdict = judge(*right, tables=make_shipping.TABLES[:1])
    assert verdict.status is Status.FAIL
    assert "bts_LogShippingHistory is missing" in verdict.message


def test_boundary_an_agent_that_must_be_started_by_hand() -> None:
    right = (*job(HISTORY), *job(RESTORE), *job(TO_MARK, scheduled=False))
    assert judge(*right, startup_type=3).status is Status.FAIL
    assert judge(*right, startup_type=3, must_start_by_itself=False).status is Status.PASS


def test_fail_names_every_job_that_is_wrong() -> None:
    verdict = judge(*job(HISTORY, enabled=False), *job(RESTORE, scheduled=False))
    assert verdict.status is Status.FAIL
    for said in (f"'{HISTORY}' is disabled", f"'{RESTORE}' has no enabled", "Mark is missing"):
        assert said in verdict.message


def test_fail_when_the_agent_stands_still() -> None:
    sound = (*job(HISTORY), *job(RESTORE), *job(TO_MARK, scheduled=False))
    assert "Agent does not run" in judge(*sound, agent=False).message


def test_boundary_restore_to_mark_must_not_be_scheduled() -> None:
    others = (*job(HISTORY), *job(RESTORE))
    assert judge(*others, *job(TO_MARK)).status is Status.FAIL
    off = make.schedule(job_id=TO_MARK, enabled=False)
    assert judge(*others, *job(TO_MARK, scheduled=False), off).status is Status.PASS


def test_fail_when_declared_that_there_is_none() -> None:
    group = make.group(log_shipping=LogShipping(none=True))
    verdict = make.verdict(check, make.facts(make.sql("SQL01"), group=group))
    assert verdict.status is Status.FAIL
    assert "declares that there is no" in verdict.message


def test_fail_when_nothing_is_declared_and_nothing_found() -> None:
    verdict = make.verdict(check, make.facts(make.sql("SQL01", make.agent_job())))
    assert verdict.status is Status.FAIL
    assert "none was found" in verdict.message


def test_fail_when_found_but_not_declared() -> None:
    verdict = make.verdict(check, make.facts(make.sql("SQL02", *job(HISTORY))))
    assert verdict.status is Status.FAIL
    assert "SQL02" in verdict.fix


def test_gap_of_a_destination_that_does_not_answer_is_no_verdict() -> None:
    for kind in (Instance, AgentJob):
        known = make.sql("SQLDR01", make.instance(), make.agent_service())
        facts = make.facts(known, make.gap(kind, make.sql("SQLDR01")), group=DECLARED)
        with pytest.raises(MissingEvidence):
            make.verdict(check, facts)
