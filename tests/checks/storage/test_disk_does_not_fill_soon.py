"""ST02."""

from datetime import timedelta

import pytest

from checks.storage.disk_does_not_fill_soon import disk_does_not_fill_soon as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.storage import FreeSpace
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make
from tests.checks.storage.disk import GIGABYTE, ROWS, files, judge, recorded, space

# Six files of 1 GB in eight days: 750 MB a day.


def test_pass_says_the_date() -> None:
    verdict = judge(check, recorded(), [space(75 * GIGABYTE), *files()])
    assert verdict.status is Status.PASS
    assert "takes in 750 MB a day" in verdict.message
    assert "nothing that msdb remembers was deleted" in verdict.message
    assert "full on 2027-03-02, in 100 days" in verdict.message


def test_fail_when_the_date_is_near() -> None:
    verdict = judge(check, recorded(), [space(3 * GIGABYTE), *files()])
    assert verdict.status is Status.FAIL
    assert "before 2026-11-26" in verdict.fix


def test_pass_when_as_much_is_deleted_as_comes_in() -> None:
    """What was made each day from the oldest record to the newest that is gone."""
    older = [
        *make.backup_set(-2, make.MANAGEMENT, type="db", stamp=make.ago(days=16)),
        *make.backup_set(-1, make.MANAGEMENT, type="db", stamp=make.ago(days=12)),
    ]
    given = [*recorded(), *recorded(older, size=2 * GIGABYTE)]
    verdict = judge(check, given, [space(3 * GIGABYTE), *files()])
    assert verdict.status is Status.PASS
    assert "1 GB a day are deleted: it does not fill up" in verdict.message


def test_fail_when_less_is_deleted_than_comes_in() -> None:
    older = [
        *make.backup_set(-2, make.MANAGEMENT, type="db", stamp=make.ago(days=16)),
        *make.backup_set(-1, make.MANAGEMENT, type="db", stamp=make.ago(days=12)),
    ]
    given = [*recorded(), *recorded(older, size=GIGABYTE // 2)]
    assert judge(check, given, [space(3 * GIGABYTE), *files()]).status is Status.FAIL


def test_a_young_file_that_is_missing_is_no_clean_up() -> None:
    lost = make.history_row(4, stamp=make.ago(hours=30))
    verdict = judge(check, [*recorded(), *recorded([lost])], [space(3 * GIGABYTE), *files()])
    assert verdict.status is Status.FAIL


def test_backups_of_other_folders_are_not_missed_here() -> None:
    elsewhere = make.history_row(1, location=r"\\FILE01\backup2", stamp=make.ago(days=9))
    verdict = judge(check, [*recorded(), *recorded([elsewhere])], [space(3 * GIGABYTE), *files()])
    assert verdict.status is Status.FAIL


@pytest.mark.parametrize(("days", "status"), [(10, Status.PASS), (11, Status.FAIL)])
def test_boundary_of_the_limit(days: int, status: Status) -> None:
    held = [space(75 * GIGABYTE // 10), *files()]
    assert judge(check, recorded(), held, ahead=timedelta(days=days)).status is status


@pytest.mark.parametrize(("hours", "status"), [(47, Status.NOT_CHECKED), (48, Status.PASS)])
def test_boundary_too_young_to_tell(hours: int, status: Status) -> None:
    young = make.stored_file(ROWS[0].path, make.BACKUPS, written=make.ago(hours=hours))
    assert judge(check, recorded(), [space(10 * GIGABYTE), young]).status is status


def test_growth_is_measured_over_the_last_weeks_only() -> None:
    old = make.stored_file(rf"{make.BACKUPS}\old.bak", make.BACKUPS, written=make.ago(days=99))
    held = [space(75 * GIGABYTE), old, *files()]
    verdict = judge(check, recorded(), held, measured=timedelta(days=12))
    assert "takes in 500 MB a day" in verdict.message


def test_an_empty_folder_does_not_grow() -> None:
    assert judge(check, recorded(), [space(GIGABYTE)]).status is Status.NOT_CHECKED


@pytest.mark.parametrize("kind", [StoredFile, FreeSpace])
def test_gap_of_the_share_is_no_verdict(kind: type) -> None:
    share = make.share(make.BACKUPS, make.folder(make.BACKUPS), space(GIGABYTE), *files())
    sql = make.sql("SQL01", make.instance(), *ROWS)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, share, make.gap(kind, make.share(make.BACKUPS))))


def test_gap_in_the_records_is_no_verdict() -> None:
    share = make.share(make.BACKUPS, make.folder(make.BACKUPS), space(GIGABYTE), *files())
    sql = make.sql("SQL01", make.instance(), *ROWS)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, share, make.gap(RecordedBackup, make.sql("SQL01"))))


def test_fail_when_it_is_full_already() -> None:
    assert judge(check, recorded(), [space(0), *files()]).message.endswith("is full.")
