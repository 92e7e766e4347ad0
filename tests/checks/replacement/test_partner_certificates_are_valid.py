"""RM04."""

from datetime import date, timedelta

import pytest

from checks.replacement.partner_certificates_are_valid import (
    partner_certificates_are_valid as check,
)
from scanner.facts.machines import NamedCertificate, PublicCertificate
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql
from tests.machines import HELD, NAMED, PARTNER

GROUP = NamedCertificate("group", "BizTalkGroup", "", "")
OWN = NamedCertificate("host", "Orders", "", "4F1B2290" * 5)
SERVERS = (make_sql.biztalk_server("BTS01"), make_sql.biztalk_server("BTS02"))
OTHER = PublicCertificate("00" * 20, date(2030, 1, 1))


def judge(*held: PublicCertificate, named: tuple[NamedCertificate, ...] = (NAMED,)) -> Verdict:
    hosts = (make.host("BTS01", *held), make.host("BTS02", OTHER))
    sql = make.sql("SQL01", *SERVERS, GROUP, *named)
    return make.verdict(check, make.facts(sql, *hosts))


def test_pass_when_one_server_has_it() -> None:
    verdict = judge(HELD, OTHER)
    assert verdict.status is Status.PASS
    assert "is on BTS01 and valid until 2028-02-28" in verdict.message


def test_fail_when_none_has_it() -> None:
    assert judge(OTHER).status is Status.FAIL


def test_fail_when_it_has_expired() -> None:
    verdict = judge(PublicCertificate(PARTNER, date(2026, 1, 1)))
    assert verdict.status is Status.FAIL
    assert "2026-01-01 only" in verdict.message


def test_boundary_of_the_time_to_renew() -> None:
    due = (make.NOW + timedelta(days=30)).date()
    assert judge(PublicCertificate(PARTNER, due)).status is Status.PASS
    early = PublicCertificate(PARTNER, due - timedelta(days=1))
    assert judge(early).status is Status.FAIL


def test_certificate_of_a_party() -> None:
    party = NamedCertificate("party", "Customs", "CN=as2.customs.example", PARTNER)
    verdict = judge(OTHER, named=(party,))
    assert verdict.status is Status.FAIL
    assert "by which the party Customs is known to sign" in verdict.message


def test_certificates_of_our_own_are_another_matter() -> None:
    verdict = judge(HELD, named=(OWN,))
    assert verdict.status is Status.NOT_APPLICABLE
    assert GROUP in verdict.cites


def test_gap_of_one_server_is_missing_evidence() -> None:
    lost = make.gap(PublicCertificate, make.host("BTS02"))
    given = make.facts(make.sql("SQL01", *SERVERS, NAMED), make.host("BTS01", HELD), lost)
    with pytest.raises(MissingEvidence):
        make.verdict(check, given)
