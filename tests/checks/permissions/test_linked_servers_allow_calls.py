"""PE04."""

import pytest

from checks.permissions.linked_servers_allow_calls import linked_servers_allow_calls as check
from scanner.facts.server_settings import LinkedServer
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql

BOX = DatabaseRef("SQL02", "BizTalkMsgBoxDb")
BOTH = (make.backup_database(), make.backup_database(BOX))


def judge(*facts: object) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQL01", *BOTH, *facts)))


def test_pass_when_calls_are_allowed() -> None:
    assert judge(make_sql.linked_server("sql02")).status is Status.PASS


def test_fail_when_calls_are_not_allowed() -> None:
    verdict = judge(make_sql.linked_server("SQL02", is_rpc_out=False))
    assert verdict.status is Status.FAIL
    assert "SQL02" in verdict.fix


def test_boundary_a_missing_one_is_left_to_a_person() -> None:
    assert judge(make_sql.linked_server("SQL03")).status is Status.NOT_CHECKED


def test_boundary_one_server_alone_needs_none() -> None:
    facts = make.facts(make.sql("SQL01", make.backup_database()))
    verdict = make.verdict(check, facts)
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites


def test_gap_in_the_linked_servers_is_no_verdict() -> None:
    held = (make.sql("SQL01", *BOTH), make.gap(LinkedServer, make.sql("SQL01")))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(*held))
