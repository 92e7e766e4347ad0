"""AG02."""

import pytest

from checks.availability.replicas_commit_synchronously import (
    replicas_commit_synchronously as check,
)
from scanner.facts.availability import AvailabilityReplica
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


def test_boundary_a_group_that_is_not_listed_decides_nothing() -> None:
    assert judge(*MEMBER).status is Status.NOT_CHECKED


def test_not_applicable_cites_every_database_without_a_group() -> None:
    verdict = judge(make.backup_database(), make.database())
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (make.database(),)


def test_gap_in_the_replicas_is_no_verdict() -> None:
    facts = make.facts(make.sql("SQL01", *MEMBER), make.gap(AvailabilityReplica, make.sql("SQL01")))
    with pytest.raises(MissingEvidence):
        make.verdict(check, facts)
