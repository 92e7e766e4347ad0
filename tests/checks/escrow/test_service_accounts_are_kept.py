"""ES03: each account is a subject, its password a person's word."""

import pytest

from checks.escrow.service_accounts_are_kept import service_accounts_are_kept as check
from scanner.facts.configuration import ConfigurationExport, NamedAccount
from scanner.facts.machines import HostInstance
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.configuration.exported import GROUP, SQL, content, file, host

SERVICES = (
    NamedAccount("entsso", r"CORP\svc-sso"),
    NamedAccount("{b64f63fa}", r"CORP\svc-host"),
    NamedAccount("{6abad351}", r"CORP\svc-rules"),
)
ONE = HostInstance("Microsoft BizTalk Server Orders BTS01", r"corp\SVC-HOST")


def judge(*instances: HostInstance, accounts: tuple[NamedAccount, ...] = ()) -> dict[str, Verdict]:
    kept = host("SSO01", file("BTS01.xml"), content("BTS01.xml", accounts=accounts))
    sql = make.sql("SQL01", *instances)
    return make.verdicts(check, make.facts(SQL, sql, kept, host("BTS01"), group=GROUP))


def test_pass_is_never_said_by_a_machine() -> None:
    found = judge(ONE, accounts=SERVICES)
    assert list(found) == [r"corp\SVC-HOST", r"CORP\svc-rules"]
    assert {one.status for one in found.values()} == {Status.NOT_CHECKED}
    said = found[r"corp\SVC-HOST"].message
    assert r"which runs 1 host instance and is named in D:\exports\BTS01.xml" in said
    assert r"password of CORP\svc-rules" in found[r"CORP\svc-rules"].settle


def test_fail_is_never_said_by_a_machine() -> None:
    (verdict,) = judge().values()
    assert verdict.status is Status.NOT_CHECKED


def test_fail_when_no_server_is_named() -> None:
    assert make.verdict(check, make.facts(make.sql("SQL01", ONE))).status is Status.FAIL


def test_boundary_account_of_windows_has_no_password() -> None:
    own = HostInstance("Orders", r"NT AUTHORITY\NetworkService")
    (verdict,) = judge(own).values()
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (own,)


def test_boundary_host_instance_without_account_asks_for_nothing() -> None:
    (verdict,) = judge(HostInstance("Isolated", "")).values()
    assert "Neither a host instance nor an export" in verdict.message


@pytest.mark.parametrize(
    ("kind", "lost"),
    [(HostInstance, make.sql("SQL01")), (ConfigurationExport, make.host("SSO01"))],
)
def test_gap_is_missing_evidence(kind: type, lost: make.Held) -> None:
    kept = host("SSO01", file("BTS01.xml"))
    given = make.facts(make.gap(kind, lost), SQL, kept, host("BTS01"), group=GROUP)
    with pytest.raises(MissingEvidence):
        make.verdicts(check, given)
