"""Builders for what the backup job leans on, to be used beside `tests.make`."""

from dataclasses import replace
from typing import Any

from scanner.facts.agent_jobs import AgentJob, JobStep
from scanner.facts.backup_sets import BackupSettings
from scanner.facts.backup_surroundings import (
    JobDatabase,
    JobNotification,
    SqlCredential,
    TrackingStep,
)
from scanner.facts.instances import DatabaseFile
from scanner.facts.topology import DatabaseRef, MessageBox
from scanner.model.check import Check
from scanner.model.finding import Verdict
from tests import make

CLEANUP, PURGE, STANDBY = "cleanup", "purge", "standby"
BOX = DatabaseRef("SQL01", "BizTalkMsgBoxDb")


def job_database(name: str = make.MANAGEMENT.name, **changes: Any) -> JobDatabase:
    return replace(JobDatabase(name, in_log_chain=True, missing=()), **changes)


def settings(*, force_full: bool = False) -> BackupSettings:
    return BackupSettings(compression=False, force_full=force_full)


def notification(**changes: Any) -> JobNotification:
    plain = JobNotification(make.JOB, "email", 2, "Operations", True, True)
    return replace(plain, **changes)


def credential(name: str = "https://store/backups") -> SqlCredential:
    return SqlCredential(name, "SHARED ACCESS SIGNATURE")


def data_file(path: str = r"E:\data\BizTalkMgmtDb.mdf", **changes: Any) -> DatabaseFile:
    return replace(DatabaseFile(make.MANAGEMENT.name, False, path, 8_192), **changes)


def message_box() -> MessageBox:
    return MessageBox(BOX, is_master=True)


def cleanup_job(**changes: Any) -> AgentJob:
    name = f"MessageBox_Message_Cleanup_{BOX.name}"
    return make.agent_job(**{"job_id": CLEANUP, "name": name, "enabled": False, **changes})


def purge_job(**changes: Any) -> AgentJob:
    return make.agent_job(**{"job_id": PURGE, "name": "DTA Purge and Archive", **changes})


def purge_step(command: str = "exec dtasp_PurgeTrackingDatabase 1, 0, 14, null") -> TrackingStep:
    return TrackingStep(PURGE, 1, "TSQL", command, "BizTalkDTADb")


def full_call(arguments: str, **changes: Any) -> JobStep:
    """`arguments` as typed: `"'d', 'BTS', 'D:/b', 0, 4"`."""
    return make.full_step(command=f"exec sp_BackupAllFull_Schedule {arguments}", **changes)


def clear_call(arguments: str, procedure: str = "sp_DeleteBackupHistory") -> JobStep:
    return replace(make.clear_step(), command=f"exec [dbo].[{procedure}] {arguments}")


def with_job(check: Check, *facts: object, **limits: Any) -> Verdict:
    """The verdict over one server with the backup job; steps among `facts` replace the usual."""
    usual = {step.number: step for step in make.backup_steps()}
    given = {one.number: one for one in facts if isinstance(one, JobStep)}
    others = [one for one in facts if not isinstance(one, JobStep)]
    steps = (usual | given).values()
    plain = (make.database(), make.instance(), make.agent_job(), make.backup_database())
    held = make.sql("SQL01", *plain, *steps, *others)
    return make.verdict(check, make.facts(held), **limits)


def without_job(check: Check) -> Verdict:
    plain = (make.database(), make.instance(), make.backup_database())
    return make.verdict(check, make.facts(make.sql("SQL01", *plain)))


def with_gap(check: Check, kind: type, *facts: object) -> Verdict:
    """Raises MissingEvidence, as every check must."""
    plain = (make.database(), make.instance(), make.agent_job(), make.backup_database())
    held = make.sql("SQL01", *plain, *make.backup_steps(), *facts)
    return make.verdict(check, make.facts(held, make.gap(kind, make.sql("SQL01"))))


def standby_job(**changes: Any) -> tuple[object, ...]:
    """A copy of the backup job, as it may wait on a destination."""
    job = make.agent_job(**{"job_id": STANDBY, **changes})
    return (job, make.log_step(job_id=STANDBY))


def sound() -> tuple[object, ...]:
    """Beside the group's own databases and job, all that the checks of them ask for."""
    purge = (purge_job(), purge_step(), make.schedule(job_id=PURGE))
    boxes = (message_box(), cleanup_job())
    return (settings(), notification(), credential(), data_file(), *purge, *boxes)


MONTHLY = "'m', 'BTS', '\\\\SQL01\\b', 0, 4"
FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (job_database(make.MANAGEMENT.name), (job_database(missing=("MarkLog",), in_log_chain=False),)),
    (settings(), (settings(force_full=True),)),
    (notification(), (notification(level=0),)),
    (purge_job(), (purge_job(enabled=False),)),
    (cleanup_job(), (cleanup_job(enabled=True),)),
    (make.full_step(), (full_call(MONTHLY),)),
    (make.clear_step(), (clear_call("1, 1"),)),
    (standby_job(enabled=False)[0], standby_job()[:1]),
)
"""One fault of the sound facts for each check of them."""
