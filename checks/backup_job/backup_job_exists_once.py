"""One SQL Server Agent job, and only one, backs up this BizTalk group.

Why it matters
--------------
Only the Backup BizTalk Server job backs up all databases of a group to one common point in time.
Without it there is no backup that Microsoft supports. Two such jobs share one history and split
the log chain between their destinations, so that neither can be restored alone.

What is read
------------
The Agent jobs of the server that holds the management database, and their steps. The job is told
by what its steps call (sp_BackupAllFull_Schedule, sp_MarkAll) in this management database, not by
its name. Where the management database belongs to an availability group, every replica must have
the job, because SQL Server does not copy jobs between replicas.

How to fix
----------
Create the missing job with the scripts of BizTalk Server, or delete the second job after comparing
its destination and schedule with the one that is kept. In an availability group, script the job on
one replica and create it on each of the others.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from collections.abc import Iterator

from checks.backup_job.jobs import NEEDS, no_job
from checks.wording import listed
from scanner.facts.instances import Database
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.backup_job import backup_jobs, is_replica, job_instances


def _instances(facts: Facts) -> Iterator[Subject[Target | None]]:
    known = job_instances(facts)
    for on in known:
        yield Subject(on.name, on, on)
    if len(known) == 1 and is_replica(facts, facts.management):
        yield Subject("other replicas", None, facts.management)


@check(
    id="BJ01",
    title="The backup job exists exactly once",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=_instances,
)
def backup_job_exists_once(
    subject: Subject[Target | None], facts: Facts, _limits: NoLimits
) -> Verdict:
    if subject.about is None:
        return _unknown_replicas(facts)
    jobs = backup_jobs(facts, subject.about)
    database = facts.group.management_database
    if not jobs:
        return no_job(facts, subject.about)
    names = listed(f"'{one.job.name}'" for one in jobs)
    cited = [one.job for one in jobs]
    if len(jobs) > 1:
        return fails(
            f"{len(jobs)} jobs on {subject.name} back up {database}: {names}.",
            *cited,
            fix=f"Keep one of {names} on {subject.name} and delete the others.",
        )
    return passes(f"One job on {subject.name} backs up {database}: {names}.", *cited)


def _unknown_replicas(facts: Facts) -> Verdict:
    name, server = facts.group.management_database, facts.management.name
    cited = [one for one in facts.rows(Database, facts.management) if one.name == name]
    return not_checked(
        f"{name} on {server} belongs to an availability group, but no other replica is known.",
        *cited,
        settle=f"List the replicas of {name} and confirm that each of them has the backup job.",
    )
