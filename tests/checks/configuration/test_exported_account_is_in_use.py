"""CE06."""

import pytest

from checks.configuration.exported_account_is_in_use import exported_account_is_in_use as check
from scanner.facts.configuration import NamedAccount
from scanner.facts.master_secret import SsoService
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.configuration.exported import (
    GROUP,
    SHARE,
    SQL,
    content,
    file,
    group,
    host,
    verdicts,
)

FILE = file("SSO01.xml")


def judge(named: str = r"CORP\svc-sso", runs_as: str = r"corp\SVC-SSO") -> Verdict:
    accounts = (NamedAccount("{other}", r"CORP\other"), NamedAccount("entsso", named))
    said = content("SSO01.xml", accounts=accounts if named else accounts[:1])
    return verdicts(check, host("BTS01", FILE, said), on_server(runs_as))["SSO01"]


def on_server(account: str) -> make.Held:
    return host("SSO01", SsoService(bool(account), True, "Auto", account))


def test_pass_when_it_is_the_same_account() -> None:
    assert judge().status is Status.PASS


@pytest.mark.parametrize("named", [r"CORP\svc-sso-old", ""])
def test_fail_when_it_is_another_or_none(named: str) -> None:
    verdict = judge(named)
    assert verdict.status is Status.FAIL
    assert "Export Configuration" in verdict.fix


def test_fail_without_an_export() -> None:
    assert verdicts(check, host("BTS01"), on_server("x"))["SSO01"].status is Status.FAIL


@pytest.mark.parametrize("named", ["svc-sso@corp.example", r"corp.example\svc-sso", "svc-sso"])
def test_boundary_another_form_of_the_domain_decides_nothing(named: str) -> None:
    assert judge(named).status is Status.NOT_CHECKED


def test_server_without_the_service() -> None:
    assert judge(runs_as="").status is Status.NOT_CHECKED


def test_share_can_only_be_listed() -> None:
    kept = make.share(SHARE, make.folder(SHARE), file("SSO01.xml", SHARE))
    found = verdicts(check, kept, on_server(r"CORP\svc-sso"), group=group((SHARE, "")))
    assert r"with CORP\svc-sso" in found["SSO01"].settle


def test_gap_of_the_service_is_missing_evidence() -> None:
    lost = make.gap(SsoService, make.host("SSO01"))
    given = make.facts(SQL, lost, host("BTS01", FILE), host("SSO01"), group=GROUP)
    with pytest.raises(MissingEvidence):
        make.verdict(check, given)
