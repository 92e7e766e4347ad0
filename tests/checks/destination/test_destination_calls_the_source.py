"""LS08."""

import pytest

from checks.destination.destination_calls_the_source import destination_calls_the_source as check
from scanner.facts.server_settings import LinkedServer
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make, make_sql
from tests.checks.destination.shipping import GROUP, judge, source


@pytest.mark.parametrize(
    "linked",
    [
        make_sql.linked_server("sql01.corp.example"),
        make_sql.linked_server("X", data_source="SQL01"),
    ],
)
def test_pass_when_calls_are_allowed(linked: LinkedServer) -> None:
    assert judge(check, linked).status is Status.PASS


def test_fail_when_calls_are_not_allowed() -> None:
    verdict = judge(check, make_sql.linked_server("SQL01", is_rpc_out=False))
    assert verdict.status is Status.FAIL
    assert "SQLDR01" in verdict.fix


def test_boundary_a_second_one_may_be_closed() -> None:
    closed = make_sql.linked_server("OLD", data_source="SQL01", is_rpc_out=False)
    assert judge(check, make_sql.linked_server("SQL01"), closed).status is Status.PASS


def test_boundary_a_missing_one_is_left_to_a_person() -> None:
    assert judge(check, make_sql.linked_server("SQL02")).status is Status.NOT_CHECKED
    blank = make_sql.linked_server("SQL02", data_source="")
    assert judge(check, blank).status is Status.NOT_CHECKED


def test_gap_in_the_linked_servers_is_no_verdict() -> None:
    gap = make.gap(LinkedServer, make.sql("SQLDR01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(source(), gap, group=GROUP))
