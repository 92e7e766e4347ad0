"""AG02."""

from dataclasses import replace

import pytest

from checks.availability.replicas_commit_synchronously import (
    replicas_commit_synchronously as check,
)
from scanner.facts.availability import AvailabilityReplica
from scanner.facts.instances import Database
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.availability import SHARED, replica, replicas

MEMBER = (make.backup_database(), SHARED)


def judge(*facts: object) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQL01", *facts)))


def test_pass_when_every_replica_is_synchronous() -> None:
    assert judge(*MEMBER, *replicas()).status is Status.PASS


def test_fail_names_the_replica_that_lags() -> None:
    verdict = judge(*MEMBER, replica("SQL01"), replica("SQL02", is_synchronous=False))
    assert verdict.status is Status.FAIL
    assert "SQL02 commits asynchronously" in verdict.message
    assert "SQL01" not in verdict.fix


def test_boundary_a_witness_does_not_commit() -> None:
    witness = replica("WITNESS", is_synchronous=False, holds_data=False)
    assert judge(*MEMBER, *replicas(), witness).status is Status.PASS


def test_boundary_replicas_of_other_databases_are_not_judged() -> None:
    other = replica("SQL09", database="Warehouse", is_synchronous=False)
    assert judge(*MEMBER, *replicas(), other).status is Status.PASS


def test_gap_where_the_group_of_a_replica_is_not_listed() -> None:
    with pytest.raises(MissingEvidence, match="lists no group"):
        judge(*MEMBER)


def test_gap_on_one_server_is_no_gap_of_the_others() -> None:
    elsewhere = DatabaseRef("SQL09", "BizTalkMsgBoxDb")
    here = make.sql("SQL01", *MEMBER, *replicas(), make.backup_database(elsewhere))
    given = make.facts(here, make.gap(Database, make.sql("SQL09")))
    subjects = check.subjects(replace(given, needs=check.needs))
    assert not isinstance(subjects, Verdict)
    known, dark = subjects
    assert check.judge(known, given, check.limits).status is Status.PASS
    assert dark.name == "SQL09/BizTalkMsgBoxDb"
    with pytest.raises(MissingEvidence):
        check.judge(dark, given, check.limits)


def test_not_applicable_cites_every_database_without_a_group() -> None:
    verdict = judge(make.backup_database(), make.database())
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (make.database(),)


def test_gap_in_the_replicas_is_no_verdict() -> None:
    facts = make.facts(make.sql("SQL01", *MEMBER), make.gap(AvailabilityReplica, make.sql("SQL01")))
    with pytest.raises(MissingEvidence):
        make.verdict(check, facts)
