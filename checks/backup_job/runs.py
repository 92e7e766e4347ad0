"""How the runs of a job ended, from Agent's history and from what they left behind."""

from collections.abc import Iterable

from scanner.facts.agent_jobs import JobRun
from scanner.facts.backup_sets import NextBackupSet
from scanner.model.check import Facts
from scanner.recovery.backup_job import BackupJob, is_running
from scanner.recovery.backup_sets import holes
from scanner.recovery.job_step import PROCEDURES, mentions
from scanner.recovery.newest import all_sets

WHOLE_JOB = 0
FAILED = 0
IN_PROGRESS = 4


def last_run(runs: Iterable[JobRun], job: BackupJob) -> tuple[JobRun, tuple[JobRun, ...]] | None:
    """The newest completed run with those of its backup steps that failed for good."""
    mine = sorted((one for one in runs if one.job_id == job.job.job_id), key=_order)
    backups = {one.number for one in job.steps if any(mentions(one.command, p) for p in PROCEDURES)}
    outcomes = [one for one in mine if one.step == WHOLE_JOB and one.status != IN_PROGRESS]
    if not outcomes:
        return None
    newest = outcomes[-1]
    before = outcomes[-2].instance_id if len(outcomes) > 1 else 0
    steps = (one for one in mine if before < one.instance_id < newest.instance_id)
    failed = tuple(one for one in steps if one.step in backups and one.status == FAILED)
    return newest, failed


def _order(run: JobRun) -> int:
    return run.instance_id


def lost_sets(facts: Facts) -> str:
    """How the newest set tells of a failure, as part of a sentence; empty when it does not."""
    sets = all_sets(facts)
    if not sets or is_running(facts):
        return ""
    newest, next_id = sets[-1], facts.one(NextBackupSet, facts.management).next_id
    if lost := [number for number in holes(sets, next_id) if number > newest.id]:
        return f"set {lost[-1]} was begun but has no row"
    return "" if newest.is_flagged_complete else f"set {newest.id} was never completed"
