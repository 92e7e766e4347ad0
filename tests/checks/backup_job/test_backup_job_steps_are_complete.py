"""BJ03."""

from dataclasses import replace
from typing import Any

import pytest

from checks.backup_job.backup_job_steps_are_complete import backup_job_steps_are_complete as check
from scanner.facts.agent_jobs import JobStep
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

FULL, LOG = "SQL01/full backup", "SQL01/log backup"


def judge(*steps: JobStep, **job: Any) -> dict[str, Verdict]:
    sql = make.sql("SQL01", make.database(), make.agent_job(**job), *steps)
    return make.verdicts(check, make.facts(sql))


def with_log(command: str, **changes: Any) -> Verdict:
    step = make.log_step(command=command, **changes)
    return judge(make.compression_step(), make.full_step(), step)[LOG]


def test_pass_as_documented() -> None:
    found = judge(*make.backup_steps())
    assert {name: one.status for name, one in found.items()} == {
        FULL: Status.PASS,
        LOG: Status.PASS,
    }
    assert make.BACKUPS in found[LOG].message


def test_fail_for_the_step_that_kept_its_placeholder_alone() -> None:
    found = judge(make.full_step("<destination path>"), make.log_step(), start_step=2)
    assert found[FULL].status is Status.FAIL
    assert "<destination path>" in found[FULL].message
    assert found[LOG].status is Status.PASS


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (r"-- exec sp_MarkAll 'BTS', '\\FILE01\backup'", "commented out"),
        (r"/* exec /* nested */ sp_MarkAll 'BTS', '\\FILE01\backup' */", "commented out"),
        ("exec sp_MarkAll 'BTS'", "@backuppath"),
        ("exec sp_MarkAll 'BTS', ''", "no backup path"),
        ("exec sp_MarkAll 'BTS', 'backup'", "no full path"),
        (r"exec sp_MarkAll '', 'D:\b'", "no mark name"),
        (r"exec sp_MarkAll 'BIZTALK_PROD', 'D:\b'", "8 characters"),
        (r"exec sp_MarkAll 'BTS', 'D:\b", "never ends"),
        (r"exec sp_MarkAll 'BTS', 'D:\b', 1", "@UseLocalTime"),
    ],
)
def test_fail_says_why(command: str, why: str) -> None:
    verdict = with_log(command)
    assert verdict.status is Status.FAIL
    assert why in verdict.message
    assert "MarkAndBackupLog" in verdict.fix


@pytest.mark.parametrize(
    "command",
    [
        "exec sp_MarkAll 'BTS', @path",
        r"exec ('exec sp_MarkAll ''BTS'', ''D:\b''')",
        r"if 1 = 0 exec sp_MarkAll 'BTS', 'D:\b'",
    ],
)
def test_text_that_cannot_decide_is_not_checked(command: str) -> None:
    verdict = with_log(command)
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.settle


def test_step_of_another_subsystem_is_not_checked() -> None:
    command = "sqlcmd -Q \"exec sp_MarkAll 'BTS', 'D:\\b'\""
    assert with_log(command, subsystem="CmdExec").status is Status.NOT_CHECKED


def test_fail_when_the_step_is_missing() -> None:
    found = judge(make.full_step(), start_step=2)
    assert found[FULL].status is Status.PASS
    assert found[LOG].status is Status.FAIL


def test_fail_when_the_step_is_in_another_database() -> None:
    found = judge(make.full_step(), make.log_step(database="OtherMgmtDb"), start_step=2)
    assert "in BizTalkMgmtDb" in found[LOG].message


def test_fail_when_the_full_backup_ends_the_job() -> None:
    found = judge(make.full_step(on_success=1), make.log_step(), start_step=2)
    assert found[FULL].status is Status.PASS
    assert "never reached" in found[LOG].message


def test_fail_when_there_is_no_job() -> None:
    found = make.verdicts(check, make.facts(make.sql("SQL01", make.database())))
    assert found["SQL01"].status is Status.FAIL


@pytest.mark.parametrize(("length", "status"), [(128, Status.PASS), (129, Status.FAIL)])
def test_boundary_of_the_path(length: int, status: Status) -> None:
    path = "D:\\" + "b" * (length - 3)
    assert with_log(f"exec sp_MarkAll 'BTS', '{path}'").status is status


@pytest.mark.parametrize(
    ("hour", "status"),
    [("-1", Status.FAIL), ("0", Status.PASS), ("23", Status.PASS), ("24", Status.FAIL)],
)
def test_boundary_of_the_hour(hour: str, status: Status) -> None:
    command = f"exec sp_BackupAllFull_Schedule 'd', 'BTS', 'D:/b', 0, {hour}"
    found = judge(make.full_step(command=command), make.log_step(), start_step=2)
    assert found[FULL].status is status


@pytest.mark.parametrize(("mark", "status"), [("B" * 8, Status.PASS), ("B" * 9, Status.FAIL)])
def test_boundary_of_the_mark(mark: str, status: Status) -> None:
    assert with_log(f"exec sp_MarkAll '{mark}', 'D:/b'").status is status


def test_fail_for_an_unknown_frequency() -> None:
    command = "exec sp_BackupAllFull_Schedule 'x', 'BTS', 'D:/b'"
    found = judge(make.full_step(command=command), make.log_step(), start_step=2)
    assert "none of h, d, w, m, y" in found[FULL].message


def test_replica_asks_first_whether_it_is_primary() -> None:
    shared = make.database(availability_group_replica=True)
    plain = [make.full_step(), make.log_step()]
    guard = "IF (sys.fn_hadr_is_primary_replica('BizTalkMgmtDb') = 1) BEGIN {} END"
    wrapped = [replace(one, command=guard.format(one.command)) for one in plain]
    for steps, status in ((plain, Status.FAIL), (wrapped, Status.PASS)):
        sql = make.sql("SQL01", shared, make.agent_job(start_step=2), *steps)
        found = make.verdicts(check, make.facts(sql))
        assert {one.status for one in found.values()} == {status}


def test_gap_in_the_steps_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.database(), make.agent_job())
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(sql, make.gap(JobStep, make.sql("SQL01"))))
