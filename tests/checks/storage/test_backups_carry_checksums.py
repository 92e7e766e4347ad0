"""ST06."""

import pytest

from checks.storage.backups_carry_checksums import backups_carry_checksums as check
from scanner.facts.storage import FullBackupMake
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make


def made(database: str = "BizTalkMgmtDb", *, checksums: bool = True) -> FullBackupMake:
    return FullBackupMake(database, checksums, 4_096, 1_024)


def judge(*facts: object) -> dict[str, Status]:
    sql = make.sql("SQL01", make.backup_database(), make.backup_database(make.SSO), *facts)
    return {name: one.status for name, one in make.verdicts(check, make.facts(sql)).items()}


def test_pass_with_checksums() -> None:
    assert set(judge(made(), made("ssodb")).values()) == {Status.PASS}


def test_fail_without() -> None:
    found = judge(made(), made("SSODB", checksums=False))
    assert found == {"SQL01/BizTalkMgmtDb": Status.PASS, "SQL01/SSODB": Status.FAIL}


def test_fail_without_any_record() -> None:
    assert set(judge().values()) == {Status.FAIL}


def test_boundary_databases_of_others_do_not_matter() -> None:
    found = judge(made(), made("SSODB"), made("Other", checksums=False))
    assert set(found.values()) == {Status.PASS}


def test_gap_in_msdb_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.backup_database())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(FullBackupMake, make.sql("SQL01"))))
