"""ST03."""

from datetime import timedelta

import pytest

from checks.storage.old_backups_are_archived import old_backups_are_archived as check
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make
from tests.checks.storage.disk import ROWS, files, judge


def backup(
    age: timedelta, name: str = "SQL01_Db_Full_BTS_2025_01_01_00_00_00_000.bak"
) -> StoredFile:
    path = rf"{make.BACKUPS}\{name}"
    return make.stored_file(path, make.BACKUPS, written=make.NOW - age)


def test_pass_when_nothing_is_old() -> None:
    verdict = judge(check, (), files())
    assert verdict.status is Status.PASS
    assert "None of the 6 backups" in verdict.message


def test_fail_tells_number_size_and_the_oldest() -> None:
    verdict = judge(check, (), [*files(), backup(timedelta(days=100))])
    assert verdict.status is Status.FAIL
    assert "keeps 1 old backup of 4.1 kB, the oldest of 2026-08-14" in verdict.message


@pytest.mark.parametrize(("days", "status"), [(90, Status.PASS), (91, Status.FAIL)])
def test_boundary_of_the_limit(days: int, status: Status) -> None:
    assert judge(check, (), [backup(timedelta(days=days))]).status is status
    longer = timedelta(days=365)
    assert judge(check, (), [backup(timedelta(days=days))], max_age=longer).status is Status.PASS


def test_other_files_are_none_of_the_jobs() -> None:
    age = timedelta(days=400)
    others = [backup(age, name) for name in ("readme.txt", "SSODB.bak", "SQL01_DTA_Jan_1.bak")]
    assert judge(check, (), others).status is Status.PASS


def test_gap_of_the_share_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.instance(), *ROWS)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(StoredFile, make.share(make.BACKUPS))))
