"""No server of the group itself runs the jobs of a log shipping destination.

Why it matters
--------------
The jobs of BizTalk's log shipping restore databases under the names that they have at the source,
and Restore To Mark brings them up. On a server that holds the live databases there is nothing that
they could do but harm: what they restore there takes the place of what works.

What is read
------------
The Agent jobs of every instance that holds a database of the backup job, by the spellings that
BizTalk's versions use, and whether the estate declares such an instance as a destination. Jobs that
stayed behind after a failover may be there, disabled.

How to fix
----------
Disable the jobs on the source, find out who configured log shipping there, and configure it on
another server.

Reference: How to Configure the Destination System for Log Shipping, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-destination-system-for-log-shipping
"""

from collections.abc import Iterator

from checks.destination.destinations import declared, source_servers
from checks.destination.shipping_jobs import role_of
from checks.wording import listed
from scanner.facts.agent_jobs import AgentJob
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, MissingEvidence, NoLimits, check
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity


def _sources(facts: Facts) -> Iterator[Subject[Target]]:
    yield from (Subject(one.name, one, one) for one in source_servers(facts))


@check(
    id="LS11",
    title="No source runs the jobs of a destination",
    rows=("B05",),
    severity=Severity.HIGH,
    needs=(AgentJob, BackupDatabase),
    subjects=_sources,
)
def source_ships_nowhere_to_itself(
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
        gap = Gap(GapReason.UNPARSABLE, "not one Agent job is in the answer")
        raise MissingEvidence(gap, f"{on.id}/agent_jobs")
    shipping = [one for one in jobs if role_of(one.name)]
    enabled = [one for one in shipping if one.enabled]
    if enabled:
        names = listed(f"'{one.name}'" for one in enabled)
        return fails(
            f"On {on.name}, which holds databases of the group, {names} is enabled.",
            *enabled,
            fix=f"Disable {names} on {on.name}.",
        )
    left = f"; {listed(one.name for one in shipping)} is disabled" if shipping else ""
    return passes(f"No job of a destination is enabled on {on.name}{left}.", *shipping, jobs[0])
