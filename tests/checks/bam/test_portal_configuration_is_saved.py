"""BP01."""

from dataclasses import replace

import pytest

from checks.bam.portal_configuration_is_saved import portal_configuration_is_saved as check
from scanner.facts.iis import PortalElement, SharedConfiguration
from scanner.facts.topology import BamProperty
from scanner.model.check import MissingEvidence
from scanner.model.estate import DeclaredHost, HostRole
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.biztalk_group(), make.bam_property(), make.portal_address())
DECLARED = make.group(hosts=(DeclaredHost("WEB02", (HostRole.PORTAL,)),))
SAVED = make.portal_elements("BTS_20261120")
LIVE = make.portal_elements()


def judge(*facts: object, sql: make.Held = SQL) -> Verdict:
    shared = () if any(isinstance(one, SharedConfiguration) for one in facts) else (_local(),)
    return make.verdict(check, make.facts(sql, make.host("WEB01", *shared, *facts)))


def _local() -> SharedConfiguration:
    return make.shared_configuration()


def test_pass_when_the_newest_backup_holds_the_same() -> None:
    verdict = judge(*LIVE, *SAVED, make.iis_backup())
    assert verdict.status is Status.PASS
    assert "all 5 elements" in verdict.message


def test_pass_whatever_else_iis_does() -> None:
    others = (
        make.portal_element("application", "Default Web Site/BAMBOO", applicationPool="Bamboo"),
        make.portal_element("pool", "Bamboo", identityType="NetworkService"),
    )
    assert judge(*LIVE, *others, *SAVED, make.iis_backup()).status is Status.PASS


def test_fail_names_what_differs() -> None:
    moved = [replace(one, source="live") for one in make.portal_elements(pool="NewPool")]
    verdict = judge(*moved, *SAVED, make.iis_backup())
    assert verdict.status is Status.FAIL
    assert "has applicationPool BAMAppPool, today NewPool" in verdict.message


def test_fail_names_what_is_missing() -> None:
    fewer = [one for one in SAVED if one.kind != "virtual_directory"]
    verdict = judge(*LIVE, *fewer, make.iis_backup())
    assert "virtual directory Default Web Site/BAM:/ is not in it" in verdict.message


def test_a_pool_that_iis_does_not_list_is_no_verdict() -> None:
    """Both lists without it would compare as equal."""
    live, saved = ([one for one in held if one.kind != "pool"] for held in (LIVE, SAVED))
    with pytest.raises(MissingEvidence, match="bamapppool"):
        judge(*live, *saved, make.iis_backup())


def test_fail_when_the_newest_backup_is_of_before() -> None:
    newer = make.iis_backup("BTS_NEW", written=make.ago(days=1), config_written=make.ago(days=1))
    assert judge(*LIVE, *SAVED, make.iis_backup(), newer).status is Status.FAIL


def test_boundary_an_empty_backup_is_none() -> None:
    empty = make.iis_backup("EMPTY", written=make.ago(hours=1), config_size=0)
    assert judge(*LIVE, *SAVED, make.iis_backup(), empty).status is Status.PASS
    verdict = judge(*LIVE, empty)
    assert verdict.status is Status.FAIL
    assert "1 backup, all empty" in verdict.message


def test_fail_with_shared_configuration() -> None:
    shared = make.shared_configuration(True, r"\\CONF01\iis")
    verdict = judge(*LIVE, *SAVED, make.iis_backup(), shared)
    assert verdict.status is Status.FAIL
    assert r"\\CONF01\iis" in verdict.message


def test_fail_when_the_portal_is_not_where_its_address_says() -> None:
    assert "no application /BAM" in judge(*SAVED, make.iis_backup()).message


def test_the_address_gives_another_root() -> None:
    address = make.portal_address("https://web01.corp.example/Portal/BAM/")
    sql = make.sql("SQL01", make.biztalk_group(), address)
    assert "no application /Portal/BAM" in judge(*LIVE, sql=sql).message


def test_not_applicable_without_a_bam_database() -> None:
    group = make.biztalk_group(bam=None)
    verdict = make.verdict(check, make.facts(make.sql("SQL01", group)))
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (group,)


def test_not_applicable_when_bam_has_no_portal() -> None:
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_property())
    verdict = make.verdict(check, make.facts(sql))
    assert verdict.status is Status.NOT_APPLICABLE
    assert make.bam_property() in verdict.cites


def test_no_properties_or_no_real_host_is_not_checked() -> None:
    local = make.portal_address("http://localhost/BAM")
    for known in ((), (local,)):
        sql = make.sql("SQL01", make.biztalk_group(), *known)
        assert make.verdict(check, make.facts(sql)).status is Status.NOT_CHECKED


def test_declared_hosts_come_before_the_address() -> None:
    web = make.host("WEB02", _local(), *LIVE, *SAVED, make.iis_backup())
    found = make.verdicts(check, make.facts(SQL, web, group=DECLARED))
    assert {name: one.status for name, one in found.items()} == {"WEB02": Status.PASS}


def test_gap_on_the_host_or_in_the_properties_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, make.gap(PortalElement, make.host("WEB01"))))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, make.gap(BamProperty, make.sql("SQL01"))))
