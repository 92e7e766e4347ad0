"""ST07."""

import pytest

from checks.storage.backups_are_compressed import backups_are_compressed as check
from scanner.facts.storage import FullBackupMake
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make


def made(compressed: int | None, database: str = "BizTalkMgmtDb") -> FullBackupMake:
    return FullBackupMake(database, True, 1_000, compressed)


def judge(*facts: object) -> Verdict:
    sql = make.sql("SQL01", make.backup_database(), make.backup_database(make.SSO), *facts)
    return make.verdict(check, make.facts(sql))


def test_pass_when_most_is_compressed() -> None:
    verdict = judge(made(200), made(1_000, "SSODB"))
    assert verdict.status is Status.PASS
    assert "keep 1.2 kB of 2 kB" in verdict.message


@pytest.mark.parametrize("size", [1_000, None])
def test_fail_when_nothing_is(size: int | None) -> None:
    assert judge(made(size)).status is Status.FAIL


def test_fail_without_any_record() -> None:
    assert judge(made(1, "Other")).status is Status.FAIL


@pytest.mark.parametrize(("size", "status"), [(900, Status.PASS), (901, Status.FAIL)])
def test_boundary_of_the_limit(size: int, status: Status) -> None:
    assert judge(made(size)).status is status


def test_gap_in_msdb_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.backup_database())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(FullBackupMake, make.sql("SQL01"))))
