"""EN02."""

from dataclasses import replace

import pytest

from checks.encryption.backup_certificates_are_backed_up import (
    backup_certificates_are_backed_up as check,
)
from scanner.facts.encryption import BackupEncryption
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.encryption import ENCRYPTED_BACKUP, LISTED, PLAIN_BACKUP, certificate

SQL_2019, SQL_2012 = make.instance(), make.instance(product_version="11.0.7507.2")


def judge(*facts: object) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQL01", LISTED, *facts)))


def test_pass_when_the_key_was_saved() -> None:
    assert judge(SQL_2019, ENCRYPTED_BACKUP, certificate()).status is Status.PASS


def test_fail_when_the_key_was_never_saved() -> None:
    assert judge(SQL_2019, ENCRYPTED_BACKUP, certificate(key_exported="")).status is Status.FAIL


def test_fail_when_the_certificate_was_dropped() -> None:
    assert judge(SQL_2019, ENCRYPTED_BACKUP).status is Status.FAIL


def test_boundary_each_certificate_of_a_database_is_judged() -> None:
    older = replace(ENCRYPTED_BACKUP, thumbprint="00AA00AA00")
    sql = make.sql("SQL01", LISTED, SQL_2019, ENCRYPTED_BACKUP, older, certificate())
    found = make.verdicts(check, make.facts(sql))
    assert {name: one.status for name, one in found.items()} == {
        "SQL01/SSODB/9F3C1A77": Status.PASS,
        "SQL01/SSODB/00AA00AA": Status.FAIL,
    }


def test_boundary_sql_server_2012_encrypts_none_and_is_not_asked() -> None:
    sql = make.sql("SQL01", LISTED, SQL_2012)
    facts = make.facts(sql, make.gap(BackupEncryption, make.sql("SQL01")))
    verdict = make.verdict(check, facts)
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (SQL_2012,)


def test_not_applicable_when_no_backup_is_encrypted() -> None:
    verdict = judge(SQL_2019, PLAIN_BACKUP)
    assert verdict.status is Status.NOT_APPLICABLE
    assert PLAIN_BACKUP in verdict.cites


def test_gap_in_the_backups_is_no_verdict() -> None:
    sql = make.sql("SQL01", LISTED, SQL_2019)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(BackupEncryption, make.sql("SQL01"))))
