"""BP05."""

import pytest

from checks.bam.portal_backup_fits_another_host import portal_backup_fits_another_host as check
from scanner.facts.iis import PortalElement
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.biztalk_group(), make.bam_property(), make.portal_address())
KEY = "Default Web Site/BAM"
APPLICATION = make.portal_element("application", KEY, applicationPool="BAMAppPool")


def pool(identity: str = "SpecificUser", user: str = "") -> PortalElement:
    settings = {"processModel.identityType": identity, "processModel.userName": user}
    return make.portal_element("pool", "BAMAppPool", **settings)


def judge(*facts: object, shared: bool = False) -> Verdict:
    host = make.host("WEB01", make.shared_configuration(shared), APPLICATION, *facts)
    return make.verdict(check, make.facts(SQL, host))


@pytest.mark.parametrize(
    ("identity", "user"),
    [("SpecificUser", r"CORP\svc-bam$"), ("NetworkService", ""), ("NetworkService", r"CORP\old")],
)
def test_pass_without_a_password_to_lose(identity: str, user: str) -> None:
    assert judge(pool(identity, user)).status is Status.PASS


def test_fail_when_the_portal_is_not_there() -> None:
    host = make.host("WEB01", make.shared_configuration(), pool())
    assert make.verdict(check, make.facts(SQL, host)).status is Status.FAIL


def test_fail_with_shared_configuration() -> None:
    assert judge(pool("NetworkService"), shared=True).status is Status.FAIL


def test_boundary_an_ordinary_account_is_not_checked() -> None:
    verdict = judge(pool(user=r"CORP\svc-bam"))
    assert verdict.status is Status.NOT_CHECKED
    assert r"The password of CORP\svc-bam in IIS on WEB01" in verdict.message


def test_identity_by_default_is_not_checked() -> None:
    verdict = judge(make.portal_element("pool", "BAMAppPool"))
    assert verdict.status is Status.NOT_CHECKED


def test_account_of_a_virtual_directory_is_not_checked() -> None:
    directory = make.portal_element("virtual_directory", f"{KEY}:/", userName=r"CORP\files")
    assert judge(pool("NetworkService"), directory).status is Status.NOT_CHECKED


def test_gap_is_no_verdict() -> None:
    host = make.host("WEB01", make.shared_configuration())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, host, make.gap(PortalElement, make.host("WEB01"))))


def test_gap_where_the_portals_pool_is_not_listed() -> None:
    with pytest.raises(MissingEvidence, match="no application pool bamapppool"):
        judge()
