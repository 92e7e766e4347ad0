"""No full backup that was ordered is still waiting to be made.

Why it matters
--------------
sp_ForceFullBackup only sets a flag, which the job takes back after the full backup has succeeded.
While the full backup keeps failing the flag stays, the job ends in its step BackupFull at every
run, and the step MarkAndBackupLog is never reached: no log backup is made at all.

What is read
------------
BizTalkMgmtDb.dbo.adm_BackupSettings (ForceFull); when it is set, also whether the job runs now, how
its last completed run ended, and whether the newest set is whole. A flag that was set after a
healthy run waits for the next one and is not judged.

How to fix
----------
Read the history of the job for the database whose full backup fails (disk full, path, rights,
missing procedures), remove the cause and start the job. Do not take the flag back by hand.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from checks.backup_job.jobs import NEEDS
from checks.backup_job.runs import last_run, lost_sets
from checks.backup_sets.freshness import the_group
from scanner.facts.agent_jobs import JobActivity, JobRun
from scanner.facts.backup_sets import BackupHistoryRow, BackupSettings, NextBackupSet
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.backup_job import backup_jobs, is_running

SUCCEEDED = 1


@check(
    id="BC01",
    title="A forced full backup was made",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=(*NEEDS, BackupHistoryRow, BackupSettings, JobActivity, JobRun, NextBackupSet),
    subjects=the_group,
)
def forced_full_backup_was_made(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    settings = facts.one(BackupSettings, subject.about)
    if not settings.force_full:
        return passes(f"No full backup of {subject.name} waits to be made.", settings)
    ordered = f"A full backup of {subject.name} is ordered (ForceFull is set)"
    if is_running(facts) or _all_is_well(facts):
        return not_checked(
            f"{ordered}; the job has not had a run of its own for it yet.",
            settings,
            settle="Let the job run once more, and scan again: the flag must be gone then.",
        )
    return fails(
        f"{ordered} and was not made. Until it succeeds no log is backed up either.",
        settings,
        fix="Find in the job's history why the full backup fails; then start the job again.",
    )


def _all_is_well(facts: Facts) -> bool:
    """Runs that are known to have succeeded: then the flag was set after the last of them."""
    runs = facts.rows(JobRun, facts.management)
    last = [last_run(runs, job) for job in backup_jobs(facts, facts.management)]
    ended = [run for run in last if run is not None]
    well = [outcome.status == SUCCEEDED and not failed for outcome, failed in ended]
    return bool(well) and all(well) and not lost_sets(facts)
