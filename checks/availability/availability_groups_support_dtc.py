"""Availability groups of BizTalk databases support distributed transactions.

Why it matters
--------------
BizTalk and its backup job work across databases in distributed transactions. A group that was
created without support for them may after a failover leave such a transaction half done: the
databases no longer agree, and neither do the marks in their logs.

What is read
------------
The availability groups that hold databases of the backup job, and dtc_support of each in
sys.availability_groups. Before SQL Server 2016 there is no such support; BizTalk's databases may
not be in availability groups there, so that these fail without being asked.

How to fix
----------
Set DTC_SUPPORT = PER_DB on the group. SQL Server 2016 before Service Pack 2 takes it only when the
group is created.

Reference: High availability using SQL Server Always On Availability Groups, https://learn.microsoft.com/en-us/biztalk/core/high-availability-using-sql-server-always-on-availability-groups
"""

from collections.abc import Iterable

from checks.availability.members import NEEDS, Member, MemberSubject, members, no_group
from scanner.facts.availability import AvailabilityDtc
from scanner.facts.instances import Instance
from scanner.model.check import Facts, MissingEvidence, NoLimits, check
from scanner.model.evidence import Gap, GapReason
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity

FIRST_WITH_SUPPORT = 13  # SQL Server 2016


def _groups(facts: Facts) -> Iterable[MemberSubject] | Verdict:
    """Each group once, by one of its databases; one that is not known by its database."""
    found: dict[str, Member] = {}
    for one in members(facts):
        found.setdefault(f"{one.on.name}/{one.group or one.registered.name}", one)
    return [Subject(name, one, one.on) for name, one in found.items()] or no_group(facts)


@check(
    id="AG03",
    title="Availability groups support distributed transactions",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, AvailabilityDtc, Instance),
    subjects=_groups,
)
def availability_groups_support_dtc(
    subject: MemberSubject, facts: Facts, _limits: NoLimits
) -> Verdict:
    member = subject.about
    member.require()
    instance = facts.one(Instance, member.on)
    group, server = member.group, member.on.name
    if int(instance.product_version.partition(".")[0]) < FIRST_WITH_SUPPORT:
        return fails(
            f"SQL Server {instance.product_version} on {server} has no distributed transactions "
            "in availability groups.",
            instance,
            fix=f"Move to SQL Server 2016 SP2 or later, or take the databases on {server} out.",
        )
    known = [one for one in facts.rows(AvailabilityDtc, member.on) if one.group == group]
    if not known:
        detail = f"{server} lists {group} among its replicas, but not among its groups"
        raise MissingEvidence(Gap(GapReason.UNPARSABLE, detail), f"{member.on.id}/availability_dtc")
    if known[0].dtc_support:
        return passes(f"{group} on {server} supports distributed transactions.", known[0])
    return fails(
        f"{group} on {server} was created without support for distributed transactions.",
        known[0],
        fix=f"Set DTC_SUPPORT = PER_DB on {group}.",
    )
