"""RG01."""

from dataclasses import replace

import pytest

from checks.restore_group.server_is_joined_to_the_group import (
    server_is_joined_to_the_group as check,
)
from scanner.facts.biztalk_hosts import BizTalkRegistry
from scanner.facts.topology import BizTalkGroup, BizTalkServer, DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.biztalk_group(), BizTalkServer("BTS01"))
JOINED = BizTalkRegistry(make.MANAGEMENT, make.MANAGEMENT, address_book=True)
OLD = DatabaseRef("SQLOLD", make.MANAGEMENT.name)


def judge(registry: BizTalkRegistry = JOINED, management: str = "SQL01") -> Verdict:
    group = make.group(management_server=management)
    sql = replace(SQL, target=make.sql(management).target)
    return make.verdict(check, make.facts(sql, make.host("BTS01", registry), group=group))


def test_pass_where_both_views_name_it() -> None:
    verdict = judge(replace(JOINED, wow64=DatabaseRef("sql01.corp.example", "biztalkmgmtdb")))
    assert verdict.status is Status.PASS


def test_fail_where_the_views_disagree() -> None:
    verdict = judge(replace(JOINED, wow64=OLD))
    assert verdict.status is Status.FAIL
    assert "disagree: one names BizTalkMgmtDb on SQLOLD" in verdict.message


def test_fail_for_another_group() -> None:
    verdict = judge(replace(JOINED, native=OLD, wow64=OLD))
    assert verdict.status is Status.FAIL
    assert "not this group's" in verdict.message
    other = DatabaseRef("SQL01", "BizTalkMgmtDb2")
    assert judge(replace(JOINED, native=other, wow64=other)).status is Status.FAIL


def test_fail_for_a_server_without_a_group() -> None:
    assert judge(replace(JOINED, native=None, wow64=None)).status is Status.FAIL
    assert judge(replace(JOINED, native=None, wow64=OLD)).status is Status.FAIL


def test_boundary_one_silent_view_decides_nothing() -> None:
    verdict = judge(replace(JOINED, wow64=None))
    assert verdict.status is Status.NOT_CHECKED
    assert "Only the 64-bit view" in verdict.message


def test_a_dot_means_the_server_itself() -> None:
    here = DatabaseRef(".", make.MANAGEMENT.name)
    assert judge(replace(JOINED, native=here, wow64=here)).status is Status.FAIL
    at_home = judge(replace(JOINED, native=here, wow64=here), management="BTS01")
    assert at_home.status is Status.PASS


def test_gap_of_the_registry_is_missing_evidence() -> None:
    gone = make.gap(BizTalkRegistry, make.host("BTS01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, gone))


def test_gap_of_the_management_database_is_missing_evidence() -> None:
    gone = make.gap(BizTalkGroup, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, make.host("BTS01", JOINED), gone))
