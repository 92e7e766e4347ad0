"""No log shipping destination runs a backup job of the same group.

Why it matters
--------------
On a destination the databases are being restored, and their backup job belongs to the servers in
production alone. A job that was copied there and is enabled writes to the destination of the
production job, or backs up the production servers a second time and so splits their log chain:
neither half can then be restored alone.

What is read
------------
The Agent jobs of every declared log shipping destination, and the steps of those that call
sp_BackupAllFull_Schedule or sp_MarkAll for this management database.

How to fix
----------
Disable the job on the destination. After a failover, enable it there once the old servers are off
for good and its path was changed.

Reference: Log Shipping, https://learn.microsoft.com/en-us/biztalk/core/log-shipping
"""

from collections.abc import Iterable

from checks.destination.shipping_jobs import role_of
from checks.wording import listed
from scanner.facts.agent_jobs import AgentJob, JobStep
from scanner.model.check import Facts, MissingEvidence, NoLimits, check
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.backup_job import backup_jobs


def _destinations(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    declared = dict.fromkeys(facts.sql(name) for name in facts.group.log_shipping.destinations)
    if facts.group.log_shipping.none:
        return passes("The estate declares that there is no log shipping destination.")
    if not declared:
        return not_checked(
            "The estate does not say whether there is a log shipping destination.",
            settle="Declare the destinations, or none, under log_shipping in the estate.",
        )
    return [Subject(target.name, target, target) for target in declared]


@check(
    id="BJ07",
    title="No standby backs up the group",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=(AgentJob, JobStep),
    subjects=_destinations,
)
def no_standby_backs_up_the_group(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    on, database = subject.about, facts.group.management_database
    known = facts.rows(AgentJob, on)
    if any(role_of(one.name) for one in known) and not facts.rows(JobStep, on):
        gap = Gap(GapReason.UNPARSABLE, "the steps of the log shipping jobs are not in the answer")
        raise MissingEvidence(gap, f"{on.id}/job_steps")
    jobs = [one.job for one in backup_jobs(facts, on)]
    enabled = [one for one in jobs if one.enabled]
    if enabled:
        names = listed(f"'{one.name}'" for one in enabled)
        return fails(
            f"On the destination {on.name} {names} is enabled and backs up {database}.",
            *enabled,
            fix=f"Disable {names} on {on.name}.",
        )
    state = f"{listed(one.name for one in jobs)} is disabled" if jobs else "there is none"
    return passes(f"No backup job of {database} is enabled on {on.name}: {state}.", *jobs)
