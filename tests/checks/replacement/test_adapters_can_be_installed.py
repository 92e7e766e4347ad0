"""RM05."""

from dataclasses import replace

import pytest

from checks.replacement.adapters_can_be_installed import adapters_can_be_installed as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.machines import HostedAdapter
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql
from tests.machines import MEDIA, PLACES, installation

FILE = HostedAdapter("FILE", "Orders", "BTS01", 2)
SFTP = HostedAdapter("SFTP", "Orders", "BTS01", 1)
SAP = HostedAdapter("WCF-SAP", "Orders", "BTS01", 0)
SQL = HostedAdapter("WCF-SQL", "Orders", "BTS01", 1)
SERVERS = (make_sql.biztalk_server("BTS01"), make_sql.biztalk_server("BTS02"))
WINSCP = make.stored_file(rf"{MEDIA}\WinSCP-6.1.2-Automation.zip", MEDIA, size=9_000_000)


def judge(
    *adapters: HostedAdapter, year: str = "2020", kept: tuple[StoredFile, ...] = ()
) -> Verdict:
    sql = make.sql("SQL01", *SERVERS, FILE, *adapters)
    product = installation(product=f"Microsoft BizTalk Server {year}")
    hosts = (make.host("BTS01", product), make.host("BTS02", product))
    media = make.share(MEDIA, make.folder(MEDIA), *kept)
    group = make.group(locations=PLACES)
    return make.verdicts(check, make.facts(sql, *hosts, media, group=group))["BTS01"]


def test_pass_when_the_setup_of_the_product_installs_all() -> None:
    verdict = judge(SQL)
    assert verdict.status is Status.PASS
    assert "BTS01 runs 2 adapters" in verdict.message


def test_fail_is_never_said_by_a_machine() -> None:
    verdict = judge(SAP)
    assert verdict.status is Status.NOT_CHECKED
    assert "BTS01 runs WCF-SAP by host Orders" in verdict.message
    assert "setup of WCF-SAP" in verdict.settle
    assert verdict.cites == (SAP,)


def test_boundary_of_the_release_that_took_in_the_adapter_pack() -> None:
    assert judge(SQL, year="2016").status is Status.NOT_CHECKED
    assert judge(SQL, year="R2").status is Status.NOT_CHECKED
    assert judge(SQL, year="2020").status is Status.PASS


def test_boundary_of_the_release_that_took_to_winscp() -> None:
    assert judge(SFTP, year="2013").status is Status.PASS
    assert judge(SFTP, year="2016").status is Status.NOT_CHECKED
    assert "WinSCP for SFTP" in judge(SFTP).settle


def test_sftp_that_no_port_uses_needs_nothing() -> None:
    assert judge(replace(SFTP, ports=0)).status is Status.PASS


def test_winscp_is_kept() -> None:
    verdict = judge(SFTP, kept=(WINSCP,))
    assert verdict.status is Status.PASS
    assert WINSCP in verdict.cites
    assert judge(SFTP, kept=(replace(WINSCP, size=0),)).status is Status.NOT_CHECKED


def test_every_adapter_to_attest_is_named() -> None:
    many = [replace(SAP, adapter=f"Partner {number}") for number in range(6)]
    assert "Partner 0, Partner 1, Partner 2, Partner 3, Partner 4, Partner 5" in judge(*many).settle


def test_adapters_of_other_servers_are_theirs() -> None:
    assert judge(replace(SAP, server="BTS02"), replace(SAP, server="")).status is Status.PASS


def test_server_without_a_host_instance() -> None:
    hosts = make.host("BTS01", installation()), make.host("BTS02", installation())
    found = make.verdicts(check, make.facts(make.sql("SQL01", *SERVERS, FILE), *hosts))
    assert found["BTS02"].status is Status.NOT_APPLICABLE
    assert found["BTS02"].cites == (FILE,)


def test_server_of_no_group_is_missing_evidence() -> None:
    with pytest.raises(MissingEvidence, match="adm_Server"):
        judge(replace(SAP, server="BTS77"))


def test_gap_of_the_adapters_is_missing_evidence() -> None:
    sql = make.sql("SQL01", make_sql.biztalk_server("BTS01"))
    lost = make.gap(HostedAdapter, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, lost))
