"""AG04."""

import pytest

from checks.availability.databases_are_registered_by_listener import (
    databases_are_registered_by_listener as check,
)
from scanner.facts.availability import AvailabilityListener
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.availability import LISTENER, LISTENING, SHARED, replicas, shared

ALIASES = make.group(aliases={LISTENER: "SQL01"})
OWN = (make.backup_database(), SHARED, *replicas())
MEMBER = (shared("SSODB"), *replicas("SSODB"))


def judge(server: str, *facts: object) -> Verdict:
    listed = make.backup_database(DatabaseRef(server, "SSODB"))
    sql = make.sql("SQL01", *OWN, *MEMBER, listed, *facts)
    return make.verdict(check, make.facts(sql, group=ALIASES))


def test_pass_when_the_listener_is_named() -> None:
    assert judge(LISTENER, LISTENING).status is Status.PASS


def test_fail_when_a_replica_is_named() -> None:
    verdict = judge("SQL01", LISTENING)
    assert verdict.status is Status.FAIL
    assert "SSODB is registered on SQL01" in verdict.message
    assert LISTENER in verdict.fix


def test_fail_when_the_group_has_no_listener() -> None:
    assert "has no listener" in judge("SQL01").message


def test_fail_when_the_listener_is_of_another_group() -> None:
    assert judge(LISTENER, AvailabilityListener("AG2", LISTENER)).status is Status.FAIL


@pytest.mark.parametrize("server", ["btssql", "BTSSQL.corp.example", "BTSSQL,1433"])
def test_boundary_case_domain_and_port_are_the_same_listener(server: str) -> None:
    group = make.group(aliases={LISTENER: "SQL01", "BTSSQL,1433": "SQL01"})
    listed = make.backup_database(DatabaseRef(server, "SSODB"))
    sql = make.sql("SQL01", *OWN, *MEMBER, listed, LISTENING)
    assert make.verdict(check, make.facts(sql, group=group)).status is Status.PASS


def test_boundary_the_management_database_is_named_by_its_server() -> None:
    verdict = make.verdict(check, make.facts(make.sql("SQL01", *OWN, LISTENING)))
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (SHARED,)


def test_not_applicable_without_a_group() -> None:
    sql = make.sql("SQL01", make.backup_database(), make.database())
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE


def test_gap_in_the_listeners_is_no_verdict() -> None:
    listed = make.backup_database(DatabaseRef(LISTENER, "SSODB"))
    facts = make.facts(
        make.sql("SQL01", *OWN, *MEMBER, listed),
        make.gap(AvailabilityListener, make.sql("SQL01")),
        group=ALIASES,
    )
    with pytest.raises(MissingEvidence):
        make.verdict(check, facts)
