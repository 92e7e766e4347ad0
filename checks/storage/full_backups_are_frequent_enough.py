"""Full backups are made often enough for the restore that the business expects.

Why it matters
--------------
Every log set since the last full set has to be restored, one after the other, and a damaged one
ends the restore there. With monthly or yearly full backups that is thousands of files, and the
older the full set the likelier it was archived or deleted meanwhile.

What is read
------------
The frequency of sp_BackupAllFull_Schedule in the job's step. Where the estate declares the
objective `rto`: the sizes of the newest full backups and of the log backups of the last week
(msdb), for how long a restore would take just before the next full backup, at the speed at which
the full backups were made. That is machine time; people's time comes on top.

How to fix
----------
Give 'd' (daily, as the job ships) or 'w' (weekly) as first argument of sp_BackupAllFull_Schedule in
the step BackupFull.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.backup_job.steps import FREQUENCIES
from checks.job_configuration.backup_history_is_kept import PERIODS
from checks.job_configuration.configured import configured, untold
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.longest_restore import longest_restore


@dataclass(frozen=True)
class Limits:
    """`max_period`: from one full backup to the next."""

    max_period: timedelta = timedelta(days=7)


@check(
    id="ST05",
    title="Full backups are frequent enough",
    rows=("B04",),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, BackupDatabase, RecordedBackup),
    subjects=each_job,
    limits=Limits,
)
def full_backups_are_frequent_enough(subject: JobSubject, facts: Facts, limits: Limits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    found = configured(subject.about, facts)
    if found.full is None or found.full.call.frequency.casefold() not in FREQUENCIES:
        return untold(found, "The full backup step")
    step = found.full.step
    period = timedelta(days=PERIODS[found.full.call.frequency.casefold()])
    sentence = f"The {found.name} makes a full backup every {say(period)} at most"
    fix = f"Give 'd' or 'w' as first argument in step {step.number} of the {found.name}."
    if period > limits.max_period:
        return fails(f"{sentence}; limit {say(limits.max_period)}.", step, fix=fix)
    rto = facts.group.objectives.rto
    if rto is None:
        return passes(f"{sentence}; limit {say(limits.max_period)}.", step)
    worst = longest_restore(facts, period).duration
    sentence = (
        f"{sentence}; just before the next one a restore takes about {say(worst)} of machine "
        f"time, by how fast the backups were made; the objective is {say(rto)}."
    )
    return passes(sentence, step) if worst <= rto else fails(sentence, step, fix=fix)
