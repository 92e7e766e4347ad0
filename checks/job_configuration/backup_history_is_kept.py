"""The backup history is kept for more than one full backup.

Why it matters
--------------
The history says which files belong to which set, in which order, to which mark. Log shipping and
every restore by the book read it. Where history is cleared together with files, too few days also
delete the last full backups that could be restored.

What is read
------------
The call of sp_DeleteBackupHistory, or of a procedure whose name begins like it, in the job's steps:
@DaysToKeep, against the frequency of the full backup. Without such a call, and with NULL or 0, all
history is kept.

How to fix
----------
Raise @DaysToKeep to at least two full backups: 14 days for a daily one, as the job ships, and 15 or
more for a weekly one.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.job_configuration.configured import clearing, configured, untold
from checks.wording import count
from scanner.model.check import Facts, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.tsql import UncertainStep, UnreadableStep

PERIODS = {"h": 1, "d": 1, "w": 7, "m": 31, "y": 366}  # days; history is kept in whole ones


@dataclass(frozen=True)
class Limits:
    """`full_backups`: how many in a row; `least`: even of frequent ones."""

    full_backups: int = 2
    least: timedelta = timedelta(days=3)


@check(
    id="BC10",
    title="The backup history is kept",
    rows=("B04",),
    severity=Severity.MEDIUM,
    needs=NEEDS,
    subjects=each_job,
    limits=Limits,
)
def backup_history_is_kept(subject: JobSubject, facts: Facts, limits: Limits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    found = configured(subject.about, facts)
    try:
        clear = clearing(subject.about)
    except (UnreadableStep, UncertainStep):
        return untold(found, "The step that clears the history")
    if clear is None or clear[1].days is None:
        return passes(f"The {found.name} clears no history.", *subject.about.steps)
    step, days = clear[0], clear[1].days
    if found.full is None:
        return untold(found, "The full backup step")
    period = PERIODS.get(found.full.call.frequency.casefold(), 1)
    needed = max(limits.full_backups * period, limits.least.days)
    sentence = f"The {found.name} keeps {count(days, 'day')} of history; limit {needed}."
    if days >= needed:
        return passes(sentence, step)
    return fails(
        sentence,
        step,
        found.full.step,
        fix=f"Raise @DaysToKeep in step {step.number} of the {found.name} to {needed} or more.",
    )
