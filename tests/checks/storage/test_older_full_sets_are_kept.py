"""ST04."""

from dataclasses import replace

import pytest

from checks.storage.older_full_sets_are_kept import older_full_sets_are_kept as check
from scanner.facts.agent_jobs import JobStep
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.status import Status
from tests import make, surroundings
from tests.checks.storage.disk import ROWS, files, judge

JOB = (make.database(), make.agent_job(), *make.backup_steps())
NEWEST = [row for row in ROWS if row.set_id != 1]
ARCHIVE = r"\\VAULT01\sql"


def test_pass_when_an_older_one_is_whole() -> None:
    verdict = judge(check, JOB, files())
    assert verdict.status is Status.PASS
    assert "full set 1 is still whole" in verdict.message


def test_pass_when_it_is_in_the_archive() -> None:
    group = make.group(locations=(make.location(ARCHIVE, Artefact.SQL_BACKUPS),))
    kept = [make.stored_file(rf"{ARCHIVE}\{row.file_name}", ARCHIVE) for row in ROWS]
    facts = make.facts(
        make.sql("SQL01", make.instance(), *JOB, *ROWS),
        make.share(make.BACKUPS, make.folder(make.BACKUPS), *files(NEWEST)),
        make.share(ARCHIVE, make.folder(ARCHIVE), *kept),
        group=group,
    )
    assert make.verdict(check, facts).status is Status.PASS


def test_fail_when_only_the_newest_is_left() -> None:
    verdict = judge(check, JOB, files(NEWEST))
    assert verdict.status is Status.FAIL
    assert "before 2 none has all its files" in verdict.message


def test_fail_when_one_file_of_the_older_is_lost_or_empty() -> None:
    assert judge(check, JOB, files(ROWS[1:])).status is Status.FAIL
    empty = [*files(ROWS[1:]), *files(ROWS[:1], size=0)]
    assert judge(check, JOB, empty).status is Status.FAIL


def test_fail_when_clean_up_is_faster_than_the_full_backups() -> None:
    weekly = surroundings.full_call("'w', 'BTS', 'D:/b', 1")
    clear = surroundings.clear_call("6", "sp_DeleteBackupHistoryAndFiles2013")
    given = (make.database(), make.agent_job(), weekly, make.log_step(), clear)
    verdict = judge(check, given, files())
    assert verdict.status is Status.FAIL
    assert "after 6 days, but a full backup is made every 7 days" in verdict.message


@pytest.mark.parametrize(
    ("days", "procedure", "status"),
    [
        (6, "sp_DeleteBackupHistoryAndFiles", Status.FAIL),
        (7, "sp_DeleteBackupHistoryAndFiles", Status.PASS),
        (6, "sp_DeleteBackupHistory", Status.PASS),
    ],
)
def test_boundary_of_the_period(days: int, procedure: str, status: Status) -> None:
    weekly = surroundings.full_call("'w', 'BTS', 'D:/b', 1")
    clear = surroundings.clear_call(str(days), procedure)
    given = (make.database(), make.agent_job(), weekly, make.log_step(), clear)
    assert judge(check, given, files()).status is status


@pytest.mark.parametrize(("days", "status"), [(6, Status.FAIL), (7, Status.PASS)])
def test_boundary_of_what_a_step_deletes_itself(days: int, status: Status) -> None:
    weekly = surroundings.full_call(f"'w', 'BTS', '{make.BACKUPS}', 1")
    command = f'forfiles /p "{make.BACKUPS}" /m *.bak /d -{days} /c "cmd /c del @path"'
    delete = make.step(5, "Alte löschen", command, subsystem="CmdExec")
    given = (make.database(), make.agent_job(), weekly, make.log_step(), delete)
    assert judge(check, given, files()).status is status


def test_fail_without_a_complete_set() -> None:
    partial = [replace(row, set_complete=False) for row in ROWS]
    facts = make.facts(make.sql("SQL01", make.instance(), *JOB, *partial))
    assert make.verdict(check, facts).status is Status.FAIL


def test_fail_when_there_is_no_job() -> None:
    assert judge(check, [make.database()], files()).status is Status.FAIL


def test_the_first_full_set_has_none_before_it() -> None:
    facts = make.facts(
        make.sql("SQL01", make.instance(), *JOB, *NEWEST),
        make.share(make.BACKUPS, make.folder(make.BACKUPS), *files(NEWEST)),
    )
    assert make.verdict(check, facts).status is Status.NOT_CHECKED


@pytest.mark.parametrize("kind", [JobStep, BackupHistoryRow])
def test_gap_on_the_server_is_no_verdict(kind: type) -> None:
    sql = make.sql("SQL01", make.instance(), *JOB, *ROWS)
    share = make.share(make.BACKUPS, make.folder(make.BACKUPS), *files())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, share, make.gap(kind, make.sql("SQL01"))))


def test_gap_of_the_folder_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.instance(), *JOB, *ROWS)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(StoredFile, make.share(make.BACKUPS))))
