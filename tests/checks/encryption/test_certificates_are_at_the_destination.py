"""EN03."""

from dataclasses import replace

import pytest

from checks.encryption.certificates_are_at_the_destination import (
    certificates_are_at_the_destination as check,
)
from scanner.facts.encryption import MasterCertificate
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.encryption import (
    ENCRYPTED,
    ENCRYPTED_BACKUP,
    LISTED,
    PLAIN,
    PLAIN_BACKUP,
    certificate,
)

SHIPPED = make.group(log_shipping=LogShipping(("SQLDR01",)))
SOURCE = make.sql("SQL01", LISTED, make.instance(), ENCRYPTED, PLAIN_BACKUP)
THERE = certificate(key_exported="")


def judge(*there: object, source: make.Held = SOURCE) -> Verdict:
    return make.verdict(check, make.facts(source, make.sql("SQLDR01", *there), group=SHIPPED))


def test_pass_when_the_certificate_is_there_with_its_key() -> None:
    assert judge(THERE).status is Status.PASS


def test_fail_when_it_is_not_there_names_it() -> None:
    verdict = judge()
    assert verdict.status is Status.FAIL
    assert THERE.thumbprint in verdict.fix


def test_fail_when_it_is_there_without_its_key() -> None:
    assert judge(replace(THERE, has_private_key=False)).status is Status.FAIL


def test_fail_when_one_of_two_is_missing() -> None:
    older = replace(ENCRYPTED_BACKUP, thumbprint="00AA00AA00")
    source = make.sql("SQL01", LISTED, make.instance(), ENCRYPTED, older)
    verdict = judge(THERE, source=source)
    assert verdict.status is Status.FAIL
    assert "00AA00AA…" in verdict.message
    assert "9F3C1A77" not in verdict.message


def test_boundary_the_name_may_be_another() -> None:
    assert judge(replace(THERE, name="TDE_from_SQL01")).status is Status.PASS


def test_boundary_one_certificate_for_database_and_backups_is_one_subject() -> None:
    source = make.sql("SQL01", LISTED, make.instance(), ENCRYPTED, ENCRYPTED_BACKUP)
    assert judge(THERE, source=source).status is Status.PASS


def test_boundary_without_a_destination_a_person_must_say() -> None:
    verdict = make.verdict(check, make.facts(SOURCE))
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.settle


def test_boundary_a_key_outside_of_sql_server_decides_nothing() -> None:
    outside = replace(ENCRYPTED, encryptor="ASYMMETRIC KEY")
    source = make.sql("SQL01", LISTED, make.instance(), outside, PLAIN_BACKUP)
    assert judge(source=source).status is Status.NOT_CHECKED


def test_not_applicable_when_nothing_is_encrypted() -> None:
    source = make.sql("SQL01", LISTED, make.instance(), PLAIN, PLAIN_BACKUP)
    verdict = judge(source=source)
    assert verdict.status is Status.NOT_APPLICABLE
    assert {PLAIN, PLAIN_BACKUP} <= set(verdict.cites)


def test_gap_at_the_destination_is_no_verdict() -> None:
    gap = make.gap(MasterCertificate, make.sql("SQLDR01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SOURCE, gap, group=SHIPPED))
