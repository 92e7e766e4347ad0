"""CE01."""

from dataclasses import replace

import pytest

from checks.configuration.configuration_is_exported import configuration_is_exported as check
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.estate import DeclaredHost, Group, HostRole
from scanner.model.status import Status
from tests import make
from tests.checks.configuration.exported import GROUP, SHARE, SQL, file, group, host, verdicts

BOTH = (host("BTS01", file("SSO01.xml")), host("SSO01", file("BTS01.xml")))


def statuses(*held: make.Held, group: Group = GROUP) -> dict[str, Status]:
    return {name: one.status for name, one in verdicts(check, *held, group=group).items()}


def test_pass_when_each_lies_on_another_machine() -> None:
    assert statuses(*BOTH) == {"BTS01": Status.PASS, "SSO01": Status.PASS}


def test_pass_on_a_share_below_a_folder_of_its_name() -> None:
    files = (file(rf"{name}\config.xml", SHARE) for name in ("bts01", "SSO01"))
    share = make.share(SHARE, make.folder(SHARE), *files)
    found = statuses(share, group=group((SHARE, "")))
    assert found == {"BTS01": Status.PASS, "SSO01": Status.PASS}


def test_pass_by_the_declared_naming() -> None:
    files = (file(f"{name}-2026.xml", SHARE) for name in ("prodbts01", "prodsso01"))
    share = make.share(SHARE, make.folder(SHARE), *files)
    found = statuses(share, group=group((SHARE, ""), naming="prod{host}-*.xml"))
    assert found == {"BTS01": Status.PASS, "SSO01": Status.PASS}


def test_fail_without_an_export() -> None:
    held = (host("BTS01", file("SSO01.xml")), host("SSO01"))
    assert statuses(*held) == {"BTS01": Status.FAIL, "SSO01": Status.PASS}


def test_a_declared_server_of_the_secret_has_a_configuration_too() -> None:
    node = DeclaredHost("sso02.corp.example", (HostRole.SECRET_SERVER,))
    portal = DeclaredHost("WEB01", (HostRole.PORTAL,))
    declared = replace(GROUP, hosts=(node, portal))
    assert statuses(*BOTH, group=declared) == {**statuses(*BOTH), "SSO02": Status.FAIL}


def test_fail_when_it_lies_on_the_server_itself() -> None:
    held = (host("BTS01", file("BTS01.xml"), file("SSO01.xml")), host("SSO01"))
    verdict = verdicts(check, *held)["BTS01"]
    assert verdict.status is Status.FAIL
    assert "itself" in verdict.message


def test_fail_when_no_place_is_declared() -> None:
    assert set(statuses(group=make.group()).values()) == {Status.FAIL}


def test_fail_when_no_server_is_known() -> None:
    empty = make.sql("SQL01", make.sso_database(), make.sso_info())
    assert make.verdicts(check, make.facts(empty, group=GROUP))[""].status is Status.FAIL


@pytest.mark.parametrize("name", ["BTS010.xml", "XBTS01.xml", "BTS01.txt"])
def test_boundary_of_the_name(name: str) -> None:
    held = (host("BTS01"), host("SSO01", file(name)))
    assert statuses(*held)["BTS01"] is Status.FAIL


def test_boundary_of_the_size() -> None:
    held = (host("BTS01"), host("SSO01", file("BTS01.xml", size=0)))
    assert statuses(*held)["BTS01"] is Status.FAIL


def test_gap_of_a_listing_is_missing_evidence() -> None:
    lost = make.gap(StoredFile, host("SSO01"))
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(SQL, host("BTS01"), lost, group=GROUP))
