"""ES04: each thumbprint is a subject."""

import pytest

from checks.escrow.certificates_are_kept import certificates_are_kept as check
from scanner.facts.machines import NamedCertificate
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

KEY, PARTNER = "4F1B2290" * 5, "9A3C01D2" * 5
NONE = NamedCertificate("group", "BizTalkGroup", "", "")
OF_HOST = NamedCertificate("host", "Orders", "CN=edi.corp.example", KEY)
OF_PORT = NamedCertificate("send_port", "Orders.Out", "", PARTNER)


def judge(*named: NamedCertificate) -> dict[str, Verdict]:
    return make.verdicts(check, make.facts(make.sql("SQL01", NONE, *named)))


def test_pass_is_never_said_by_a_machine() -> None:
    found = judge(OF_HOST, OF_PORT)
    assert list(found) == [KEY, PARTNER]
    assert {one.status for one in found.values()} == {Status.NOT_CHECKED}
    assert f"private key of {KEY}" in found[KEY].settle
    assert "(CN=edi.corp.example), named for decryption by the host Orders" in found[KEY].message


def test_fail_is_never_said_by_a_machine() -> None:
    found = judge(OF_PORT)
    assert "public part" in found[PARTNER].message
    assert "private" not in found[PARTNER].settle


def test_boundary_one_certificate_of_two_uses_has_its_key_asked_for() -> None:
    found = judge(OF_PORT, NamedCertificate("as2", "1", "", PARTNER))
    assert list(found) == [PARTNER]
    assert "private key" in found[PARTNER].settle


def test_certificate_of_a_party_has_no_key_here() -> None:
    found = judge(NamedCertificate("party", "Customs", "CN=as2.customs.example", PARTNER))
    assert "named for the signature of the party Customs" in found[PARTNER].message
    assert "private" not in found[PARTNER].settle


def test_none_is_named() -> None:
    (verdict,) = judge().values()
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (NONE,)


def test_gap_of_the_names_is_missing_evidence() -> None:
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(make.gap(NamedCertificate, make.sql("SQL01"))))
