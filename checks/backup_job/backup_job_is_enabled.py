"""The backup job is enabled.

Why it matters
--------------
BizTalk Server ships the job disabled, and jobs that were disabled for maintenance are easily
forgotten. A disabled job looks healthy in every list and backs up nothing.

What is read
------------
The state of the job in msdb.dbo.sysjobs on the server that holds the management database, and on
every replica where it belongs to an availability group.

How to fix
----------
In SQL Server Management Studio, right-click the job under SQL Server Agent, Jobs, and choose
Enable. Then watch its next run succeed: sets that were missed make a full backup necessary.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.wording import when
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity


@check(
    id="BJ02",
    title="The backup job is enabled",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=each_job,
)
def backup_job_is_enabled(subject: JobSubject, facts: Facts, _limits: NoLimits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    job, server = subject.about.job, subject.about.on.name
    if job.enabled:
        return passes(f"Job '{job.name}' on {server} is enabled.", job)
    return fails(
        f"Job '{job.name}' on {server} is disabled; it was last changed on {when(job.modified)}.",
        job,
        fix=f"Enable the job '{job.name}' in SQL Server Agent on {server}.",
    )
