"""Somebody is told when the backup job fails.

Why it matters
--------------
As shipped, a failure of the job is written to the event log of the server and nowhere else. A job
that fails on a Friday evening then fails all weekend, and no log is backed up in that time.

What is read
------------
Whom SQL Server Agent tells by mail or pager when the job ends, whether that operator is enabled and
has an address (msdb.dbo.sysjobs, sysoperators). Whether a mail really arrives is not tested, and
monitoring that watches the job from outside cannot be seen from here.

How to fix
----------
Create an operator with the address of the team, and choose on the page Notifications of the job to
tell it when the job fails. Where another system watches the job, waive this finding and name it.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.wording import listed
from scanner.facts.backup_surroundings import JobNotification
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity

ON_FAILURE = (2, 3)  # when it fails, whenever it ends


@check(
    id="BC11",
    title="An operator is notified",
    rows=("B04",),
    severity=Severity.LOW,
    needs=(*NEEDS, JobNotification),
    subjects=each_job,
)
def operator_is_notified(subject: JobSubject, facts: Facts, _limits: NoLimits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    job, on = subject.about.job, subject.about.on
    name = f"job '{job.name}' on {on.name}"
    mine = [one for one in facts.rows(JobNotification, on) if one.job_id == job.job_id]
    told = [one for one in mine if one.level in ON_FAILURE and one.operator]
    reached = [one for one in told if one.operator_enabled and one.has_address]
    fix = f"Let Agent tell an enabled operator with an address when the {name} fails."
    if reached:
        names = listed(dict.fromkeys(one.operator for one in reached))
        return passes(f"When the {name} fails, {names} is told.", *reached)
    if told:
        names = listed(dict.fromkeys(one.operator for one in told))
        return fails(
            f"When the {name} fails, {names} should be told, but is disabled or has no address.",
            *told,
            fix=fix,
        )
    return fails(f"When the {name} fails, no operator is told.", job, *mine, fix=fix)
