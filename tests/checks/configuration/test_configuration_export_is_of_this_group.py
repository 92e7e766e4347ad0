"""CE02."""

from typing import Any

import pytest

from checks.configuration.configuration_export_is_of_this_group import (
    configuration_export_is_of_this_group as check,
)
from scanner.facts.configuration import ConfigurationExport, NamedDatabase
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.configuration.exported import (
    GROUP,
    MANAGEMENT,
    SHARE,
    SQL,
    SSO,
    content,
    file,
    group,
    host,
    verdicts,
)


def judge(**changes: Any) -> Verdict:
    """Of the export of BTS01, changed."""
    bts01 = host("BTS01", file("SSO01.xml"), content("SSO01.xml", databases=(SSO,)))
    sso01 = host("SSO01", file("BTS01.xml"), content("BTS01.xml", **changes))
    found = verdicts(check, bts01, sso01)
    assert found["SSO01"].status is Status.PASS
    return found["BTS01"]


def test_pass_when_it_names_the_groups_databases() -> None:
    assert judge(databases=(SSO, MANAGEMENT)).status is Status.PASS


@pytest.mark.parametrize(
    "changes",
    [
        {"well_formed": False, "features": (), "databases": ()},
        {"features": ()},
        {"databases": (SSO,)},
        {"databases": (MANAGEMENT,)},
        {"databases": (SSO, NamedDatabase(MANAGEMENT.id, "SQLTEST", "BizTalkMgmtDb"))},
        {"databases": (NamedDatabase(SSO.id, "SQL01", "SSODB_alt"), MANAGEMENT)},
    ],
)
def test_fail_when_it_is_not_of_this_group(changes: dict[str, Any]) -> None:
    assert judge(**changes).status is Status.FAIL


def test_fail_without_an_export() -> None:
    found = verdicts(check, host("BTS01"), host("SSO01"))
    assert {one.status for one in found.values()} == {Status.FAIL}


@pytest.mark.parametrize(("server", "status"), [("sql01", Status.PASS), (".", Status.FAIL)])
def test_boundary_of_the_servers_spelling(server: str, status: Status) -> None:
    """A point means the machine of the export, which is no SQL Server of the group."""
    named = NamedDatabase(MANAGEMENT.id, server, "BIZTALKMGMTDB")
    assert judge(databases=(SSO, named)).status is status


def test_share_tells_no_content() -> None:
    files = (file(f"{name}.xml", SHARE) for name in ("BTS01", "SSO01"))
    share = make.share(SHARE, make.folder(SHARE), *files)
    found = verdicts(check, share, group=group((SHARE, "")))
    assert {one.status for one in found.values()} == {Status.NOT_CHECKED}


def test_gap_of_the_content_is_missing_evidence() -> None:
    held = (host("BTS01"), host("SSO01", file("BTS01.xml")))
    lost = make.gap(ConfigurationExport, held[1])
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(SQL, *held, lost, group=GROUP))
