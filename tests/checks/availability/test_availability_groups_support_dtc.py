"""AG03."""

import pytest

from checks.availability.availability_groups_support_dtc import (
    availability_groups_support_dtc as check,
)
from scanner.facts.availability import AvailabilityDtc
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.availability import DTC, NO_DTC, SHARED, replicas, shared

MEMBER = (make.backup_database(), SHARED, *replicas())


def judge(*facts: object) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQL01", *facts)))


def test_pass_when_supported() -> None:
    assert judge(*MEMBER, make.instance(), DTC).status is Status.PASS


def test_fail_when_not_supported_names_the_group() -> None:
    verdict = judge(*MEMBER, make.instance(), NO_DTC)
    assert verdict.status is Status.FAIL
    assert "AG1" in verdict.fix


@pytest.mark.parametrize(
    ("version", "status"), [("12.0.6444.4", Status.FAIL), ("13.0.7000.253", Status.PASS)]
)
def test_boundary_sql_server_2016_was_the_first(version: str, status: Status) -> None:
    assert judge(*MEMBER, make.instance(product_version=version), DTC).status is status


def test_boundary_two_databases_of_one_group_are_one_subject() -> None:
    other = (make.backup_database(make.SSO), shared("SSODB"), *replicas("SSODB"))
    sql = make.sql("SQL01", *MEMBER, *other, make.instance(), DTC)
    assert list(make.verdicts(check, make.facts(sql))) == ["SQL01/AG1"]


def test_gap_where_the_group_is_not_listed() -> None:
    with pytest.raises(MissingEvidence, match="not among its groups"):
        judge(*MEMBER, make.instance())


def test_not_applicable_without_a_group() -> None:
    verdict = judge(make.backup_database(), make.database())
    assert verdict.status is Status.NOT_APPLICABLE


def test_gap_in_the_groups_is_no_verdict() -> None:
    facts = make.facts(
        make.sql("SQL01", *MEMBER, make.instance()),
        make.gap(AvailabilityDtc, make.sql("SQL01")),
    )
    with pytest.raises(MissingEvidence):
        make.verdict(check, facts)
