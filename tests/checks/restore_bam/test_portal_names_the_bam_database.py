"""RB02."""

import pytest

from checks.restore_bam.portal_names_the_bam_database import (
    portal_names_the_bam_database as check,
)
from scanner.facts.iis import PortalDatabase
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.sound_references import SERVICES, service

SQL = make.sql("SQL01", make.biztalk_group(), make.bam_property(), make.portal_address())
MANAGEMENT, QUERY = SERVICES


def judge(*services: PortalDatabase, shared: bool = False) -> Verdict:
    host = make.host("WEB01", make.shared_configuration(shared), *services)
    return make.verdict(check, make.facts(SQL, host))


def test_pass_where_both_services_name_it() -> None:
    assert judge(MANAGEMENT, QUERY).status is Status.PASS
    portal = PortalDatabase("Default Web Site/BAM", r"C:\BAMPortal\web.config", True, "", "")
    elsewhere = service("BAMQueryService", application="Default Web Site/Old/BAMQueryService")
    assert judge(MANAGEMENT, QUERY, portal, elsewhere).status is Status.PASS


def test_fail_where_one_names_another() -> None:
    verdict = judge(MANAGEMENT, service("BAMQueryService", server="OLD"))
    assert verdict.status is Status.FAIL
    assert "names BAMPrimaryImport on OLD" in verdict.message


def test_fail_where_a_service_is_missing() -> None:
    assert judge(MANAGEMENT).status is Status.FAIL
    lost = PortalDatabase(QUERY.application, QUERY.path, False, "", "")
    assert judge(MANAGEMENT, lost).status is Status.FAIL


def test_boundary_a_file_that_names_none_decides_nothing() -> None:
    assert judge(MANAGEMENT, service("BAMQueryService", server="")).status is Status.NOT_CHECKED
    far = PortalDatabase(QUERY.application, r"\\FILE01\web\web.config", None, "", "")
    assert judge(MANAGEMENT, far).status is Status.NOT_CHECKED


def test_shared_configuration_is_not_checked() -> None:
    assert judge(MANAGEMENT, QUERY, shared=True).status is Status.NOT_CHECKED


def test_not_applicable_without_bam() -> None:
    sql = make.sql("SQL01", make.biztalk_group(bam=None))
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE


def test_gap_is_missing_evidence() -> None:
    host = make.host("WEB01", make.shared_configuration())
    gone = make.gap(PortalDatabase, make.host("WEB01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, host, gone))
