"""ES02: the account is evidence, its password a person's word."""

import pytest

from checks.escrow.sso_account_is_kept import sso_account_is_kept as check
from scanner.facts.master_secret import SsoService
from scanner.model.check import MissingEvidence
from scanner.model.estate import DeclaredHost, HostRole
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.sso_database(), make.sso_info())


def service(account: str = r"CORP\svc-sso") -> SsoService:
    return SsoService(installed=True, running=True, start_mode="Auto", account=account)


def judge(*services: SsoService) -> Verdict:
    return make.verdict(check, make.facts(SQL, make.host("SSO01", *services)))


def test_pass_is_never_said_by_a_machine() -> None:
    verdict = judge(service())
    assert verdict.status is Status.NOT_CHECKED
    assert r"password of CORP\svc-sso" in verdict.settle
    assert "on SSO01" in verdict.message


def test_fail_is_never_said_by_a_machine() -> None:
    absent = SsoService(installed=False, running=False, start_mode="", account="")
    verdict = judge(absent)
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.cites == (absent,)


def test_fail_when_no_server_is_known() -> None:
    assert make.verdict(check, make.facts(make.sql("SQL01"))).status is Status.FAIL


def test_boundary_account_of_windows_has_no_password() -> None:
    for account in ("LocalSystem", r"NT AUTHORITY\NetworkService", r"NT SERVICE\ENTSSO"):
        assert judge(service(account)).status is Status.NOT_APPLICABLE


def test_boundary_managed_account_is_asked_for_otherwise() -> None:
    assert "allow a replacement computer" in judge(service(r"CORP\gmsa-sso$")).settle


def test_each_account_of_a_cluster_is_a_subject() -> None:
    cluster = DeclaredHost("SSO01", (HostRole.SECRET_SERVER,), nodes=("SSOA", "SSOB", "SSOC"))
    hosts = (
        make.host("SSOA", service()),
        make.host("SSOB", service(r"corp\SVC-SSO")),
        make.host("SSOC", service(r"CORP\other")),
    )
    given = make.facts(SQL, *hosts, group=make.group(hosts=(cluster,)))
    assert [one.casefold() for one in make.verdicts(check, given)] == [
        r"corp\other",
        r"corp\svc-sso",
    ]


def test_gap_of_the_service_is_missing_evidence() -> None:
    lost = make.gap(SsoService, make.host("SSO01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, lost))
