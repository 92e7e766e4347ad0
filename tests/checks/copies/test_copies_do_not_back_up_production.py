"""CL01."""

import pytest

from checks.copies.copies_do_not_back_up_production import (
    copies_do_not_back_up_production as check,
)
from scanner.facts.database_families import DatabaseFamily
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.availability import SHARED, replicas

FAMILY = DatabaseFamily(make.MANAGEMENT.name, "F")
JOB = (make.agent_job(), *make.backup_steps())
HERE = (make.database(), FAMILY, make.backup_database(), *JOB)
COPY = (make.database(), FAMILY)
ELSEWHERE = (make.agent_job(), make.full_step(r"\\LAB\x"), make.log_step(r"\\LAB\x"))


def judge(*there: object, here: tuple[object, ...] = HERE) -> Verdict:
    """Of SQL77, which is only declared."""
    facts = make.facts(make.sql("SQL01", *here), make.sql("SQL77", *there))
    found = make.verdicts(check, facts)
    assert found["SQL01"].status is Status.PASS
    return found["SQL77"]


def test_pass_without_a_copy() -> None:
    assert judge().status is Status.PASS


def test_pass_when_the_copy_is_being_restored() -> None:
    assert judge(make.database(state=1), FAMILY, *JOB).status is Status.PASS


def test_pass_when_the_copys_job_is_disabled() -> None:
    verdict = judge(*COPY, make.agent_job(enabled=False), *make.backup_steps())
    assert verdict.status is Status.PASS
    assert make.MANAGEMENT.name in verdict.message


def test_fail_when_both_write_to_one_folder() -> None:
    verdict = judge(*COPY, *JOB)
    assert verdict.status is Status.FAIL
    assert "both write to" in verdict.message
    assert "SQL77" in verdict.fix


def test_fail_when_the_tables_name_the_others_server() -> None:
    """As a clone sees the group that it was made from."""
    named = make.backup_database(DatabaseRef("SQL77", "BizTalkMsgBoxDb"))
    verdict = judge(*COPY, *ELSEWHERE, here=(*HERE, named))
    assert verdict.status is Status.FAIL
    assert "the tables of this group name SQL77" in verdict.message


def test_fail_under_another_name_on_the_same_server() -> None:
    name = "BizTalkMgmtDb_Test"
    copy = (make.database(name), DatabaseFamily(name, "F"))
    steps = make.full_step(job_id="2", database=name), make.log_step(job_id="2", database=name)
    sql = make.sql("SQL01", *HERE, *copy, make.agent_job(job_id="2"), *steps)
    verdict = make.verdict(check, make.facts(sql))
    assert verdict.status is Status.FAIL
    assert name in verdict.message


def test_boundary_a_copy_that_writes_elsewhere_decides_nothing() -> None:
    verdict = judge(*COPY, *ELSEWHERE)
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.settle


def test_boundary_another_group_of_the_same_name_is_no_copy() -> None:
    other = DatabaseFamily(make.MANAGEMENT.name, "OTHER")
    assert judge(make.database(), other, *JOB).status is Status.PASS


def test_boundary_a_replica_is_no_copy() -> None:
    here = (SHARED, FAMILY, make.backup_database(), *replicas(), *JOB)
    facts = make.facts(make.sql("SQL01", *here), make.sql("SQL02", SHARED, FAMILY, *JOB))
    assert {one.status for one in make.verdicts(check, facts).values()} == {Status.PASS}


@pytest.mark.parametrize("known", [(), (DatabaseFamily(make.MANAGEMENT.name, ""),)])
def test_boundary_without_a_family_nothing_is_decided(known: tuple[object, ...]) -> None:
    verdict = make.verdict(check, make.facts(make.sql("SQL01", make.database(), *JOB, *known)))
    assert verdict.status is Status.NOT_CHECKED


def test_gap_on_another_server_is_no_verdict() -> None:
    facts = make.facts(make.sql("SQL01", *HERE), make.gap(DatabaseFamily, make.sql("SQL77", *COPY)))
    with pytest.raises(MissingEvidence):
        make.verdicts(check, facts)
