"""A replacement by evidence: what to install, what only Standard Edition needs, which files."""

from dataclasses import replace
from typing import Any

import pytest

from scanner.facts.configuration import InstalledUpdate
from scanner.facts.machines import (
    BizTalkInstallation,
    HostedAdapter,
    HostInstance,
    NamedCertificate,
)
from scanner.facts.topology import BizTalkServer
from scanner.model.estate import Artefact
from scanner.model.runbook import Step
from scanner.model.status import Status
from scanner.runbook.install_steps import InstallSteps
from scanner.runbook.join_steps import JoinSteps
from scanner.runbook.replacement import Replacement
from scanner.runbook.sources import Sources
from scanner.runbook.survivors import Survivors
from tests import make
from tests.reports import sample

KEPT = make.location(r"\\VAULT01\config", Artefact.CONFIGURATION_EXPORT)
RENAMES = {"SQL01": "SQLDR01"}


def bts(name: str = "BTS01", edition: str = "Enterprise", **changes: Any) -> make.Held:
    product = BizTalkInstallation(True, "BizTalk Server 2020", edition, "3.13.717.0", "C:\\BTS")
    update = InstalledUpdate("KB5032870", "BizTalk Server 2020 CU5", None)
    return make.host(name, changes.get("product", product), update)


def replacement(
    *hosts: make.Held, renames: dict[str, str] | None = None, findings: Any = ()
) -> Replacement:
    sql = make.sql(
        "SQL01",
        *(BizTalkServer(one.target.name) for one in hosts),
        make.biztalk_group(),
        make.sso_database(),
        make.sso_info(),
        HostInstance("Host BTS01", "CORP\\svc-host"),
        NamedCertificate("host", "Application", "CN=edi", "AA11"),
        NamedCertificate("send_port", "Customs", "CN=zoll", "BB22"),
        NamedCertificate("party", "Zollamt", "CN=zoll", "CC33"),
        HostedAdapter("SFTP", "Host", "bts01", 2),
        HostedAdapter("FILE", "Host", "BTS01.corp.example", 1),
    )
    file = make.stored_file(rf"{KEPT.path}\BTS01.xml", KEPT.path, size=99)
    share = make.share(KEPT.path, file)
    group = make.group(locations=(KEPT,))
    facts = make.facts(sql, share, *hosts, make.host("SSO01"), group=group)
    sources = Sources(facts, sample.run(findings))
    survivors = Survivors(facts, frozenset())
    return Replacement(sources, "", "BizTalkMgmtDb on SQL01", survivors, renames or {})


def install(*hosts: make.Held, findings: Any = ()) -> Step:
    return next(InstallSteps(replacement(*hosts, findings=findings)).steps())


def certificates(*hosts: make.Held) -> Step:
    return tuple(InstallSteps(replacement(*hosts)).steps())[1]


def texts(step: Step) -> str:
    return "\n".join(f"{one.text} {one.command}" for one in step.actions)


def test_what_servers_have_alike_is_said_once() -> None:
    said = "\n".join(install(bts("BTS01"), bts("BTS02")).evidence)
    assert "BTS01 and BTS02: BizTalk Server 2020 Enterprise, version 3.13.717.0, in C:\\BTS" in said
    assert "BTS01 and BTS02: updates: BizTalk Server 2020 CU5" in said


def test_adapters_of_the_server_s_hosts_are_named() -> None:
    said = "\n".join(install(bts("BTS01"), bts("BTS02")).evidence)
    assert "BTS01: adapters: FILE, SFTP" in said
    assert "BTS02: adapters" not in said


def test_edition_that_is_not_told_is_missing_and_both_ways_are_shown() -> None:
    step = install(bts(edition=""))
    assert any("edition of BizTalk Server on BTS01" in one for one in step.missing)
    assert "if it is Standard Edition" in texts(step)


def test_host_that_could_not_be_read_is_missing_evidence() -> None:
    unread = make.gap(BizTalkInstallation, make.host("BTS01"))
    step = install(unread)
    assert any("Product and edition of BTS01" in one for one in step.missing)
    assert any("The edition of BizTalk Server on BTS01" in one for one in step.missing)


def test_server_without_the_product_is_missing_evidence() -> None:
    absent = BizTalkInstallation(False, "", "", "", "")
    assert any("names no product" in one for one in install(bts(product=absent)).missing)


def test_media_that_the_scan_saw_are_named_where_they_survive() -> None:
    def medium(path: str) -> Any:
        cited = sample.cite(sample.SHARE, "files_on_shares", "StoredFile", path=path, size=9)
        found = sample.finding("BJ02", path, Status.PASS, "", sample.SQL01, citations=(cited,))
        return replace(found, check="RM02", id=f"RM02/{path}")

    found = [medium(r"\\VAULT01\media\bts2020.iso"), medium(r"\\BTS01\media\cu5.exe")]
    said = "\n".join(install(bts(), findings=found).evidence)
    assert r"Medium: \\VAULT01\media\bts2020.iso, 9 bytes" in said
    assert "cu5.exe" not in said


@pytest.mark.parametrize(("edition", "row"), [("Enterprise", "R04"), ("Standard", "R05")])
def test_the_certificate_store_is_a_step_of_standard_edition(edition: str, row: str) -> None:
    step = certificates(bts(edition=edition))
    assert step.row == row
    assert ("AddressBook" in texts(step)) == (row == "R05")
    assert "CORP\\svc-host" in texts(step)
    assert step.evidence == (
        "With private key: AA11, for decryption by the host Application",
        "Partner's: BB22, for encryption at the send port Customs",
        "Partner's: CC33, for the signature of the party Zollamt",
    )


def test_each_edition_joins_the_group_in_its_own_way() -> None:
    mixed = JoinSteps(replacement(bts("BTS01", "Standard"), bts("BTS02"))).group()
    assert "On BTS02, unless it is Standard Edition: BizTalk Server Config" in texts(mixed)
    assert "RestoreConfig.vbe <full path" in texts(mixed)
    assert r"C:\Windows\SysWOW64\cmd.exe" in texts(mixed)
    enterprise = JoinSteps(replacement(bts())).group()
    assert "RestoreConfig" not in texts(enterprise)
    assert "BizTalkMgmtDb on SQL01" in texts(enterprise)


def test_export_is_told_with_size_and_old_names_in_it_are_to_be_replaced() -> None:
    same, other = (replacement(bts(), renames=one) for one in ({}, RENAMES))
    said = JoinSteps(same).configuration()
    assert "99 bytes" in said.evidence[0]
    assert "old SQL Servers" not in texts(said)
    assert "SQL01 becomes SQLDR01" in texts(JoinSteps(other).configuration())


def test_export_that_dies_with_its_server_is_missing() -> None:
    own = make.location(r"D:\config", Artefact.CONFIGURATION_EXPORT, host="BTS01")
    file = make.stored_file(r"D:\config\BTS01.xml", r"D:\config", size=9)
    held = make.Held(bts().target, (*bts().facts, make.folder(r"D:\config"), file))
    sql = make.sql("SQL01", BizTalkServer("BTS01"), make.biztalk_group(), make.sso_database())
    facts = make.facts(sql, held, group=make.group(locations=(own,)))
    sources = Sources(facts, sample.run([]))
    one = Replacement(sources, "", "x", Survivors(facts, frozenset()))
    assert JoinSteps(one).configuration().missing == (
        "A configuration export of BTS01 on a machine that survives",
    )
