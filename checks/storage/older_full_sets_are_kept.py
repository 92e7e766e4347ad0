"""Beside the newest full set an older one is still there; clean-up does not delete too much.

Why it matters
--------------
Clean-up deletes by age and does not know which set is the last good one. Where full backups are
made each week and files deleted after three days, there are days without any full set at all. And a
single full set is one damaged file away from none.

What is read
------------
The complete full sets of adm_BackupHistory but the newest (BD01 looks at that one): whether every
file of at least one of them is where the job wrote it, or in a location that the estate declares to
hold sql_backups. And what the job's own steps delete by age, against the frequency of the full
backup: @DaysToKeep of a procedure such as sp_DeleteBackupHistoryAndFiles; the days of forfiles,
Remove-Item and xp_delete_file where a step names the backup folder. What other jobs and tools
delete, maintenance plans too, is seen by its effect only: their commands are not read.

How to fix
----------
Delete backups by the sets that they belong to, not by age alone: keep at least two complete full
sets and every log set after the older of them. Run sp_ForceFullBackup where only one is left.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.backup_job.jobs import NEEDS, no_job
from checks.backup_sets.freshness import the_group
from checks.job_configuration.backup_history_is_kept import PERIODS
from checks.job_configuration.configured import configured
from checks.wording import count
from scanner.facts.agent_jobs import JobStep
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Instance
from scanner.model.check import Facts, MissingEvidence, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.backup_job import BackupJob, backup_jobs
from scanner.recovery.backup_sets import FULL, BackupSet
from scanner.recovery.clean_up import deletes_after
from scanner.recovery.clear_step import clear_call
from scanner.recovery.copies import Copies
from scanner.recovery.newest import all_sets
from scanner.recovery.tsql import UncertainStep, UnreadableStep


@dataclass(frozen=True)
class CleanUp:
    """`period` is from one full backup to the next; both in days. `job` as in a sentence."""

    job: str
    step: JobStep
    days: int
    period: int


@check(
    id="ST04",
    title="Older full sets are kept",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, BackupHistoryRow, Instance, StoredFile),
    subjects=the_group,
)
def older_full_sets_are_kept(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    full = [one for one in all_sets(facts) if one.type == FULL and one.is_flagged_complete]
    again = f"Run sp_ForceFullBackup in {subject.name}, start the job, and keep what is there."
    jobs = backup_jobs(facts, facts.management)
    if not jobs:
        return no_job(facts, subject.on)
    for clean_up in _clean_ups(facts, jobs):
        if clean_up.days < clean_up.period:
            return _too_soon(clean_up)
    if not full:
        return fails(f"The history of {subject.name} holds no complete full set.", fix=again)
    if len(full) == 1:
        return not_checked(
            f"The history of {subject.name} holds one complete full set, {full[0].id}.",
            *full[0].rows,
            settle="Scan again after the next full set.",
        )
    older = full[:-1]
    kept = _kept(older, Copies(facts))
    if kept:
        return passes(
            f"Beside the newest, full set {kept.id} is still whole.",
            *kept.rows,
        )
    return fails(
        f"Of the {count(len(older), 'complete full set')} before {full[-1].id} none has all its "
        "files any more.",
        *older[-1].rows,
        fix=again,
    )


def _too_soon(one: CleanUp) -> Verdict:
    return fails(
        f"Step {one.step.number} of the {one.job} deletes files after {count(one.days, 'day')}, "
        f"but a full backup is made every {count(one.period, 'day')} only.",
        one.step,
        fix=f"Let step {one.step.number} of the {one.job} keep {2 * one.period} days or more.",
    )


def _clean_ups(facts: Facts, jobs: Iterable[BackupJob]) -> Iterator[CleanUp]:
    """Steps that delete files, as far as their texts tell."""
    for job in jobs:
        found = configured(job, facts)
        if found.full is None:
            continue  # BJ03 says so
        period = PERIODS.get(found.full.call.frequency.casefold(), 1)
        for step in job.steps:
            days = [_by_procedure(step)]
            days += [deletes_after(step.command, step.subsystem, p) for _, p in found.paths()]
            for told in filter(None, days):
                yield CleanUp(found.name, step, told, period)


def _by_procedure(step: JobStep) -> int | None:
    try:
        call = clear_call(step)
    except (UnreadableStep, UncertainStep):
        return None  # BC10 says so
    return call.days if call and "files" in call.procedure.casefold() else None


def _kept(older: list[BackupSet], copies: Copies) -> BackupSet | None:
    """The newest that is whole. Raises MissingEvidence where a folder that may hold one of none
    could not be read."""
    unread: MissingEvidence | None = None
    for one in reversed(older):
        found = [copies.of(row) for row in one.rows]
        if all(any(copy.size for copy in each.copies) for each in found):
            return one
        gaps = (gap for each in found for gap in each.unread)
        unread = unread or next((MissingEvidence(one.gap, one.reading) for one in gaps), None)
    if unread:
        raise unread
    return None
