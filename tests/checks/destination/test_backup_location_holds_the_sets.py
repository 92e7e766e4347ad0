"""BD01."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from checks.destination.backup_location_holds_the_sets import (
    backup_location_holds_the_sets as check,
)
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow, RecordedBackup
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

ROWS = (
    *make.backup_set(1, type="db", stamp=make.ago(hours=5)),
    *make.backup_set(2, stamp=make.ago(minutes=30)),
    *make.backup_set(3, stamp=make.ago(minutes=15)),
)
RECORD = make.recorded(make.history_row(0, stamp=make.ago(days=9)))


def judge(rows: Iterable[BackupHistoryRow], *files: StoredFile) -> Verdict:
    sql = make.sql("SQL01", make.instance(machine="NODE1"), make.backup_database(), RECORD, *rows)
    share = make.share(make.BACKUPS, make.folder(make.BACKUPS), *files)
    return make.verdict(check, make.facts(sql, share))


def test_pass_when_every_file_is_there() -> None:
    verdict = judge(ROWS, *make.backup_files(ROWS))
    assert verdict.status is Status.PASS
    assert "all 3 files of BizTalkMgmtDb" in verdict.message


def test_pass_whatever_the_case_and_the_slash() -> None:
    typed = [replace(row, location=row.location.upper() + "\\") for row in ROWS]
    assert judge(typed, *make.backup_files(ROWS)).status is Status.PASS


def test_fail_names_the_missing_file() -> None:
    verdict = judge(ROWS, *make.backup_files(ROWS[:2]))
    assert verdict.status is Status.FAIL
    assert ROWS[2].file_name in verdict.message
    assert "1 of 3 files" in verdict.message


def test_fail_when_the_folder_is_not_there() -> None:
    sql = make.sql("SQL01", make.backup_database(), RECORD, *ROWS)
    gone = replace(make.folder(make.BACKUPS), exists=False)
    verdict = make.verdict(check, make.facts(sql, make.share(make.BACKUPS, gone)))
    assert verdict.status is Status.FAIL


def test_fail_without_a_complete_full_set() -> None:
    assert "No complete full set" in judge(ROWS[1:]).message


@pytest.mark.parametrize(("size", "status"), [(0, Status.FAIL), (1, Status.PASS)])
def test_boundary_an_empty_file_is_none(size: int, status: Status) -> None:
    files = [*make.backup_files(ROWS[:2]), *make.backup_files(ROWS[2:], size=size)]
    assert judge(ROWS, *files).status is status


@pytest.mark.parametrize(("size", "status"), [(4_095, Status.FAIL), (4_096, Status.PASS)])
def test_boundary_a_file_shorter_than_msdb_recorded(size: int, status: Status) -> None:
    files = [*make.backup_files(ROWS[:2]), *make.backup_files(ROWS[2:], size=size)]
    known = (make.backup_database(), RECORD, *ROWS, *map(make.recorded, ROWS))
    facts = make.facts(
        make.sql("SQL01", *known), make.share(make.BACKUPS, make.folder(make.BACKUPS), *files)
    )
    verdict = make.verdict(check, facts)
    assert verdict.status is status
    assert (ROWS[2].file_name in verdict.message) is (status is Status.FAIL)


def test_without_compression_the_size_itself_counts() -> None:
    record = make.recorded(ROWS[0], size=5_000, compressed_size=None)
    known = make.sql("SQL01", make.backup_database(), RECORD, *ROWS, record)
    share = make.share(make.BACKUPS, make.folder(make.BACKUPS), *make.backup_files(ROWS))
    assert make.verdict(check, make.facts(known, share)).status is Status.FAIL


def test_gap_in_what_msdb_recorded_is_no_verdict() -> None:
    known = make.sql("SQL01", make.backup_database(), RECORD, *ROWS)
    share = make.share(make.BACKUPS, make.folder(make.BACKUPS), *make.backup_files(ROWS))
    missing = make.gap(RecordedBackup, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(known, share, missing))


def test_files_before_the_newest_full_set_may_be_gone() -> None:
    older = make.backup_set(0, stamp=make.ago(days=2))
    assert judge((*older, *ROWS), *make.backup_files(ROWS)).status is Status.PASS


def test_a_full_set_counts_before_a_log_set_follows_it() -> None:
    """The chain to the newest log set still leads from the older full set; both must be there."""
    rows = (*ROWS, *make.backup_set(4, type="db", stamp=make.ago(minutes=1)))
    assert judge(rows, *make.backup_files(rows)).status is Status.PASS
    for lost in rows:
        kept = make.backup_files(row for row in rows if row is not lost)
        assert lost.file_name in judge(rows, *kept).message


def test_a_drive_is_of_the_machine_of_that_server() -> None:
    local = [replace(row, location="E:\\Backup") for row in ROWS]
    sql = make.sql("SQL01", make.instance(machine="NODE1"), make.backup_database(), RECORD, *local)
    files = make.host("NODE1", make.folder("E:\\Backup"), *make.backup_files(local))
    assert make.verdict(check, make.facts(sql, files)).status is Status.PASS


def test_gap_of_the_share_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.backup_database(), RECORD, *ROWS)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(StoredFile, make.share(make.BACKUPS))))


def test_gap_of_a_folder_that_was_not_listed_is_no_verdict() -> None:
    local = [replace(row, location="E:\\Backup") for row in ROWS]
    sql = make.sql("SQL01", make.instance(machine="NODE1"), make.backup_database(), RECORD, *local)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.host("NODE1", make.folder("E:\\Other"))))
