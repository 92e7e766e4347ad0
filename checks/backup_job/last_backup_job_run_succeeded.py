"""The last completed run of the backup job succeeded.

Why it matters
--------------
When the step BackupFull fails, the job ends and the log backups do not run either: one full disk
stops everything. A failed run can also leave a partial set, which ends the chain of backups up to
the next full one.

What is read
------------
The job's history in msdb.dbo.sysjobhistory in the order it was written: the outcome of the newest
completed run and of the steps within it. A run that is still in progress is not judged. Agent keeps
a limited number of rows, so the history may no longer reach back; then the newest backup set and
the next set's id tell of failures, but not of success.

How to fix
----------
Read the message of the failed step in the job's history, remove its cause (full disk, share not
reachable, missing rights, MSDTC), start the job and force a full backup if a set is incomplete.

Reference: Backing Up and Restoring BizTalk Server Databases, https://learn.microsoft.com/en-us/biztalk/core/backing-up-and-restoring-biztalk-server-databases
"""

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.backup_job.runs import last_run, lost_sets
from checks.wording import when
from scanner.facts.agent_jobs import JobActivity, JobRun
from scanner.facts.backup_sets import BackupHistoryRow, NextBackupSet
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, not_checked, passes
from scanner.model.status import Severity

SUCCEEDED = 1
OUTCOMES = {0: "failed", 2: "ended in a retry", 3: "was cancelled"}


@check(
    id="BJ06",
    title="The last run of the backup job succeeded",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, BackupHistoryRow, JobActivity, JobRun, NextBackupSet),
    subjects=each_job,
)
def last_backup_job_run_succeeded(subject: JobSubject, facts: Facts, _limits: NoLimits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    job, server = subject.about.job, subject.about.on.name
    name = f"job '{job.name}' on {server}"
    fix = f"Read the history of the {name}, remove the cause, and start the job again."
    run = last_run(facts.rows(JobRun, subject.about.on), subject.about)
    if run is None:
        return _without_history(subject, facts, name, fix)
    outcome, failed = run
    started = when(outcome.started)
    if outcome.status != SUCCEEDED:
        said = OUTCOMES.get(outcome.status, f"ended with the code {outcome.status}")
        where = f" in step {failed[0].step}" if failed else ""
        message = f"The last completed run of {name}, started {started}, {said}{where}."
        return fails(message, outcome, *failed, fix=fix)
    if failed:
        steps = ", ".join(str(one.step) for one in failed)
        message = (
            f"The last run of {name}, started {started}, went on although step {steps} failed."
        )
        return fails(message, outcome, *failed, fix=fix)
    return passes(f"The last completed run of {name}, started {started}, succeeded.", outcome)


def _without_history(subject: JobSubject, facts: Facts, name: str, fix: str) -> Verdict:
    """Agent keeps few rows, and BizTalk's other jobs, started every minute, push them out."""
    if lost := lost_sets(facts):
        message = f"Agent keeps no run of {name}, and {lost}, so its last run failed."
        return fails(message, *facts.rows(NextBackupSet, facts.management), fix=fix)
    return not_checked(
        f"Agent keeps no completed run of {name}.",
        *([subject.about.job] if subject.about else []),
        settle="Let Agent keep more history rows a job, and scan again after the job's next run.",
    )
