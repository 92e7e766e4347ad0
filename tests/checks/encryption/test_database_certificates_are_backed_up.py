"""EN01."""

from dataclasses import replace

import pytest

from checks.encryption.database_certificates_are_backed_up import (
    database_certificates_are_backed_up as check,
)
from scanner.facts.encryption import DatabaseEncryption, MasterCertificate
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.encryption import ENCRYPTED, LISTED, PLAIN, certificate


def judge(*facts: object) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQL01", LISTED, *facts)))


def test_pass_when_the_key_was_saved() -> None:
    verdict = judge(ENCRYPTED, certificate())
    assert verdict.status is Status.PASS
    assert "2024-03-01" in verdict.message


def test_fail_when_the_key_was_never_saved() -> None:
    verdict = judge(ENCRYPTED, certificate(key_exported=""))
    assert verdict.status is Status.FAIL
    assert "BACKUP CERTIFICATE TDE" in verdict.fix


def test_fail_when_only_another_certificate_was_saved() -> None:
    verdict = judge(ENCRYPTED, certificate(thumbprint="00AA"))
    assert verdict.status is Status.FAIL
    assert "none with this thumbprint" in verdict.message


def test_boundary_a_key_left_from_before_still_counts() -> None:
    decrypted = replace(ENCRYPTED, state=1)
    assert judge(decrypted, certificate(key_exported="")).status is Status.FAIL


def test_boundary_databases_outside_of_the_job_are_not_judged() -> None:
    other = replace(ENCRYPTED, database="Warehouse")
    assert judge(PLAIN, other).status is Status.NOT_APPLICABLE


def test_boundary_a_key_outside_of_sql_server_decides_nothing() -> None:
    verdict = judge(replace(ENCRYPTED, encryptor="ASYMMETRIC KEY"))
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.settle


def test_not_applicable_cites_every_database_that_is_not_encrypted() -> None:
    verdict = judge(PLAIN)
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (PLAIN,)


@pytest.mark.parametrize("kind", [DatabaseEncryption, MasterCertificate])
def test_gap_is_no_verdict(kind: type) -> None:
    facts = make.facts(make.sql("SQL01", LISTED, ENCRYPTED), make.gap(kind, make.sql("SQL01")))
    with pytest.raises(MissingEvidence):
        make.verdict(check, facts)
