"""ST01."""

from dataclasses import replace

import pytest

from checks.storage.next_full_set_has_room import next_full_set_has_room as check
from scanner.facts.backup_sets import BackupHistoryRow, RecordedBackup
from scanner.facts.instances import DatabaseFile
from scanner.facts.storage import FreeSpace
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make
from tests.checks.storage.disk import GIGABYTE, ROWS, judge, recorded, space


def test_pass_with_room_for_more_than_the_newest_set() -> None:
    verdict = judge(check, recorded(), [space(10 * GIGABYTE)])
    assert verdict.status is Status.PASS
    assert "10 GB free; the next full set needs 2.4 GB" in verdict.message


def test_fail_when_it_is_too_large() -> None:
    verdict = judge(check, recorded(), [space(GIGABYTE)])
    assert verdict.status is Status.FAIL
    assert make.BACKUPS in verdict.fix


def test_fail_when_the_folder_is_gone() -> None:
    verdict = judge(check, recorded(), [space(None, exists=False)])
    assert "does not exist" in verdict.message


def test_fail_without_any_full_set() -> None:
    facts = make.facts(make.sql("SQL01", make.instance(), *make.backup_set(3)))
    assert make.verdict(check, facts).status is Status.FAIL


@pytest.mark.parametrize(
    ("free", "status"), [(2_400_000_000, Status.PASS), (2_399_999_999, Status.FAIL)]
)
def test_boundary_of_the_limit(free: int, status: Status) -> None:
    assert judge(check, recorded(), [space(free)]).status is status
    assert judge(check, recorded(), [space(free)], full_sets=1.0).status is Status.PASS


def test_only_the_newest_full_backup_counts_and_no_copy() -> None:
    huge = [make.recorded(ROWS[0], compressed_size=10**12)]
    copy = [make.recorded(ROWS[3], compressed_size=10**12, is_copy_only=True)]
    logs = [make.recorded(ROWS[4], compressed_size=10**12)]
    usual = recorded(ROWS[2:4])
    verdict = judge(check, [*huge, *copy, *logs, *usual], [space(10 * GIGABYTE)])
    assert verdict.status is Status.PASS


def test_without_a_record_the_data_files_count() -> None:
    files = [DatabaseFile("SSODB", is_log, "E:\\x", 8 * GIGABYTE) for is_log in (False, True)]
    given = [*recorded(ROWS[2:3]), *files]
    assert judge(check, given, [space(11 * GIGABYTE)]).status is Status.PASS
    assert judge(check, given, [space(10 * GIGABYTE)]).status is Status.FAIL


MOUNTED = "E:\\Backup\\BizTalk"


def local(*volumes: FreeSpace) -> make.HandFacts:
    rows = [replace(row, location="E:\\Backup\\BizTalk\\") for row in ROWS]
    sql = make.sql("SQL01", make.instance(machine="NODE1"), *rows, *recorded(rows))
    return make.facts(sql, make.host("NODE1", *volumes))


def test_a_drive_path_is_of_the_volume_mounted_nearest_above_it() -> None:
    drive, other = space(10 * GIGABYTE, "E:\\"), space(10 * GIGABYTE, "E:\\Backup2\\")
    mounted = space(GIGABYTE, "e:\\backup\\")
    assert make.verdict(check, local(drive, other)).status is Status.PASS
    assert make.verdict(check, local(drive, mounted, other)).status is Status.FAIL
    assert make.verdicts(check, local(drive)).keys() == {f"SQL01/{MOUNTED}"}


def test_each_server_needs_room_on_its_own_disk() -> None:
    box = DatabaseRef("SQL02", "BizTalkMsgBoxDb")
    far = make.backup_set(2, box, type="db", stamp=make.ago(days=4), location="E:\\Backup")
    near = [replace(row, location="E:\\Backup") for row in ROWS if row.set_id == 2]
    facts = make.facts(
        make.sql("SQL01", make.instance(), *near, *far, *recorded(near)),
        make.sql("SQL02", make.instance(name="SQL02", machine="SQL02"), *recorded(far)),
        make.host("SQL01", space(10 * GIGABYTE, "E:\\")),
        make.host("SQL02", space(GIGABYTE, "E:\\")),
    )
    found = {name: one.status for name, one in make.verdicts(check, facts).items()}
    assert found == {"SQL01/E:\\Backup": Status.PASS, "SQL02/E:\\Backup": Status.FAIL}


def test_a_url_has_no_disk() -> None:
    row = make.history_row(1, type="db", location="https://store/b")
    facts = make.facts(make.sql("SQL01", make.instance(), row))
    assert make.verdict(check, facts).status is Status.NOT_APPLICABLE


@pytest.mark.parametrize("volumes", [(), (space(None),), (space(9**12, "F:\\"),)])
def test_gap_when_the_disk_does_not_tell(volumes: tuple[FreeSpace, ...]) -> None:
    with pytest.raises(MissingEvidence):
        judge(check, recorded(), volumes[:1]) if not volumes else make.verdict(
            check, local(*volumes)
        )


@pytest.mark.parametrize("kind", [BackupHistoryRow, RecordedBackup])
def test_gap_in_the_records_is_no_verdict(kind: type) -> None:
    sql = make.sql("SQL01", make.instance(), *ROWS)
    share = make.share(make.BACKUPS, space(GIGABYTE))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, share, make.gap(kind, make.sql("SQL01"))))
