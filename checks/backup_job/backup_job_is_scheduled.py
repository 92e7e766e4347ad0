"""An enabled schedule runs the backup job often enough.

Why it matters
--------------
Every run marks and backs up the logs, so the time between two runs is work that can be lost. The
full backup is also bound to the schedule: with @BackupHour given, the job must run within that
hour of the day, or that day has no full backup.

What is read
------------
The enabled schedules of the job with their codes (msdb.dbo.sysschedules), all taken together: the
longest rest between two runs within the next 15 days, by the server's own calendar. Whether the
job is bound to its server (msdb.dbo.sysjobservers); a job that is not never runs.

How to fix
----------
Enable the schedule MarkAndBackupLogSched, or add one that runs the job every 15 minutes all day,
which is what BizTalk Server ships. A window at night or over the weekend leaves that time without
log backups.

Reference: How to Schedule the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-schedule-the-backup-biztalk-server-job
"""

from dataclasses import dataclass
from datetime import date, timedelta

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.wording import count
from scanner.facts.agent_jobs import JobSchedule
from scanner.facts.instances import Instance
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_job import BackupJob
from scanner.recovery.schedule import HORIZON, longest_gap


@dataclass(frozen=True)
class Limits:
    """@BackupHour is met only by a job that runs at least once in every hour."""

    longest_rest: timedelta = timedelta(hours=1)


@check(
    id="BJ04",
    title="The backup job is scheduled",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=(*NEEDS, Instance, JobSchedule),
    subjects=each_job,
    limits=Limits,
)
def backup_job_is_scheduled(subject: JobSubject, facts: Facts, limits: Limits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    job, on = subject.about.job, subject.about.on
    name = f"Job '{job.name}' on {on.name}"
    mine = [one for one in facts.rows(JobSchedule, on) if one.job_id == job.job_id]
    cited = (job, *mine)
    fix = f"Give the job '{job.name}' on {on.name} an enabled schedule of every 15 minutes."
    if not job.has_server:
        bind = f"Bind the job to its server: msdb.dbo.sp_add_jobserver for '{job.name}'."
        return fails(f"{name} is bound to no server, so it never runs.", job, fix=bind)
    rest = longest_gap(mine, _today(facts, subject.about))
    if rest is None:
        said = count(len(mine), "schedule")
        return fails(f"{name} has {said}, none of which runs it in 15 days.", *cited, fix=fix)
    longest = f"{say(rest)} or more" if rest >= HORIZON else say(rest)
    sentence = (
        f"{name} rests for up to {longest} between two runs; limit {say(limits.longest_rest)}."
    )
    return (
        passes(sentence, *cited)
        if rest <= limits.longest_rest
        else fails(sentence, *cited, fix=fix)
    )


def _today(facts: Facts, job: BackupJob) -> date:
    return (facts.now(job.on) + facts.one(Instance, job.on).offset).date()
