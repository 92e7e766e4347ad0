"""No server that holds databases of the group runs BizTalk's log shipping jobs.

Why it matters
--------------
The jobs of log shipping belong on a destination, where they restore one backup set after another.
Where the group itself lives, after a failover or on a source that was configured by mistake, they
would restore over databases in use. Before a destination takes over they must be disabled.

What is read
------------
The Agent jobs of every server of admv_BackupDatabases: BTS Log Shipping Get Backup History and
Restore Databases, in every known spelling of their names, and whether they are enabled; and whether
the estate declares such a server as a destination. Restore To Mark is run by hand, so it may stay.
A server may also be the destination of another group; the tables of this group do not say so.

How to fix
----------
Disable the jobs, and look in their history for what they restored. Where the server is also the
destination of another group, waive this finding and name that group.

Reference: How to Restore Your Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases
"""

from collections.abc import Iterator

from checks.destination.destinations import declared
from checks.destination.shipping_jobs import Role, role_of
from checks.wording import listed
from scanner.facts.agent_jobs import AgentJob
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, MissingEvidence, NoLimits, check
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.members import expected

RESTORING = (Role.HISTORY, Role.RESTORE)


def _servers(facts: Facts) -> Iterator[Subject[Target]]:
    homes = (facts.sql(ref.server) for ref in expected(facts))
    for on in dict.fromkeys((facts.management, *homes)):
        yield Subject(on.name, on, on)


@check(
    id="DB05",
    title="No log shipping job runs on the group's servers",
    rows=("B04", "B05"),
    severity=Severity.HIGH,
    needs=(AgentJob, BackupDatabase),
    subjects=_servers,
)
def no_log_shipping_job_runs_here(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    on = subject.about
    if on in declared(facts):
        return fails(
            f"{on.name} holds databases of the group, and the estate declares it as destination.",
            fix="Configure log shipping on another server, and declare that one.",
        )
    jobs = facts.rows(AgentJob, on)
    if not jobs:
        gap = Gap(GapReason.UNPARSABLE, "no Agent job at all: SQL Server's setup creates one")
        raise MissingEvidence(gap, f"{on.id}/agent_jobs")
    mine = [one for one in jobs if role_of(one.name) in RESTORING]
    active = [one for one in mine if one.enabled]
    if active:
        names = listed(f"'{one.name}'" for one in active)
        return fails(
            f"{on.name} holds databases of the group, and {names} is enabled there.",
            *active,
            fix=f"Disable {names} on {on.name}.",
        )
    if mine:
        names = listed(f"'{one.name}'" for one in mine)
        return passes(f"{names} on {on.name} is disabled.", *mine)
    return passes(f"{on.name} has no job of log shipping.")
