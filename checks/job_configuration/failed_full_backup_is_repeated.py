"""A failed full backup is repeated soon, where full backups are rarer than daily.

Why it matters
--------------
The job looks at the newest full set whether it is complete or not. After a failed weekly or monthly
full backup it therefore waits for the next week or month, and the chain that a restore needs grows
by as much, unless its fourth parameter tells it to repeat the full backup.

What is read
------------
The call of sp_BackupAllFull_Schedule in the job's step: the frequency, and
@ForceFullBackupAfterPartialSetFailure.

How to fix
----------
Give 1 as fourth argument of sp_BackupAllFull_Schedule in the step BackupFull.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.job_configuration.configured import configured, untold
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity

RARE = {"w": "weekly", "m": "monthly", "y": "yearly"}


@check(
    id="BC03",
    title="A failed full backup is repeated",
    rows=("B04",),
    severity=Severity.MEDIUM,
    needs=NEEDS,
    subjects=each_job,
)
def failed_full_backup_is_repeated(subject: JobSubject, facts: Facts, _limits: NoLimits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    found = configured(subject.about, facts)
    if found.full is None:
        return untold(found, "The full backup step")
    call, step = found.full.call, found.full.step
    rare = RARE.get(call.frequency.casefold())
    if call.force_full:
        return passes(f"After a failure the {found.name} repeats the full backup.", step)
    if rare is None:
        return passes(f"The {found.name} makes a full backup daily or more often.", step)
    return fails(
        f"The {found.name} makes {rare} full backups and does not repeat one that failed.",
        step,
        fix=f"Give 1 as fourth argument in step {step.number} of the {found.name}.",
    )
