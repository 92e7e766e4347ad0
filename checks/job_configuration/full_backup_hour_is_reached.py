"""The job runs within the hour in which its full backup is due.

Why it matters
--------------
With @BackupHour the full backup is made only by a run that starts in that very hour of the server's
local time. A schedule that leaves the hour out, or steps over it, makes no full backup that day,
and nothing reports it.

What is read
------------
The frequency and @BackupHour of sp_BackupAllFull_Schedule, and the job's enabled schedules for the
days to come, by the server's own calendar: every day of a week for daily full backups, any day of
the week or month for rarer ones. The night in which clocks go forward is not considered: an hour
that is left out then (often 2) has no full backup that day.

How to fix
----------
Run the job at least once in every hour, or choose an hour that the schedule reaches.

Reference: How to Schedule the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-schedule-the-backup-biztalk-server-job
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.job_configuration.configured import configured, untold
from scanner.facts.agent_jobs import JobSchedule
from scanner.facts.instances import Instance
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.schedule import runs_on, seconds_of_day

HOUR, HOURS = 3_600, 24
DAYS = {"w": 7, "m": 31, "y": 31}  # of which one is enough
WEEK = 7


@check(
    id="BC09",
    title="The full backup's hour is reached",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, Instance, JobSchedule),
    subjects=each_job,
)
def full_backup_hour_is_reached(subject: JobSubject, facts: Facts, _limits: NoLimits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    found = configured(subject.about, facts)
    if found.full is None:
        return untold(found, "The full backup step")
    call, step, on = found.full.call, found.full.step, subject.about.on
    if call.hour is None or call.frequency.casefold() == "h":
        return passes(f"The full backup of the {found.name} is bound to no hour.", step)
    hour = call.hour if 0 <= call.hour < HOURS else 0  # as the procedure reads it
    schedules = [
        one
        for one in facts.rows(JobSchedule, on)
        if one.enabled and one.job_id == subject.about.job.job_id
    ]
    today = (facts.now(on) + facts.one(Instance, on).offset).date()
    wanted = DAYS.get(call.frequency.casefold())
    reached = set(days_with(schedules, hour, today, wanted or WEEK))
    if len(reached) >= (1 if wanted else WEEK):
        return passes(f"The {found.name} runs in the hour {hour}, its full backup's.", step)
    days = f"on {WEEK - len(reached)} of the next {WEEK} days" if not wanted else "soon"
    return fails(
        f"The {found.name} does not run in the hour {hour}, its full backup's, {days}.",
        step,
        *schedules,
        fix=f"Let a schedule of the {found.name} run in every hour, or change @BackupHour.",
    )


def days_with(
    schedules: Iterable[JobSchedule], hour: int, today: date, number: int
) -> Iterator[int]:
    """The days from tomorrow on (1, 2 …) with a run in that hour; windows may pass midnight."""
    for schedule in schedules:
        hours = {second // HOUR for second in seconds_of_day(schedule)}
        for ahead in range(1, number + 1):
            for past, at in ((0, hour), (1, hour + HOURS)):
                if at in hours and runs_on(schedule, today + timedelta(days=ahead - past)):
                    yield ahead
