"""RB04: a person's to say."""

import pytest

from checks.restore_bam.incomplete_instances_can_be_resolved import (
    incomplete_instances_can_be_resolved as check,
)
from scanner.facts.bam import ActiveInstances
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

ORDERS, INVOICES = ActiveInstances("Orders", 7), ActiveInstances("Invoices", 1_200)


def judge(*instances: ActiveInstances, **usage: int) -> Verdict:
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_usage(**usage), *instances)
    return make.verdict(check, make.facts(sql))


def test_pass_is_never_said_by_a_machine() -> None:
    verdict = judge(ORDERS, INVOICES)
    assert verdict.status is Status.NOT_CHECKED
    assert "1207 activity instances not complete now (Invoices 1200, Orders 7)" in verdict.message
    assert ORDERS in verdict.cites


def test_fail_is_never_said_by_a_machine() -> None:
    verdict = judge(ActiveInstances("Orders", 10**9))
    assert verdict.status is Status.NOT_CHECKED


def test_boundary_none_today_is_no_answer() -> None:
    verdict = judge(ActiveInstances("Orders", 0))
    assert verdict.status is Status.NOT_CHECKED
    assert "0 activity instances not complete now;" in verdict.message


def test_not_applicable_where_nothing_is_deployed() -> None:
    assert judge(activities=0, cubes=0).status is Status.NOT_APPLICABLE


def test_gap_is_missing_evidence() -> None:
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_usage())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(ActiveInstances, make.sql("SQL01"))))
