"""Databases in an availability group are registered by the name of its listener.

Why it matters
--------------
The backup job goes where BizTalk's tables say. A database that is registered by the name of one
replica is looked for there after a failover as well, where it cannot be backed up: every set is
partial until somebody corrects the name.

What is read
------------
The server names of admv_BackupDatabases as they stand there, and the listeners of each database's
availability group (sys.availability_group_listeners). The management database itself is left out,
for the view names it by the server that it runs on.

How to fix
----------
Register the databases by the listener's name: those that were added to the job in
adm_OtherBackupDatabases, BizTalk's own with the script that moves databases (UpdateDatabase.vbs).

Reference: High availability using SQL Server Always On Availability Groups, https://learn.microsoft.com/en-us/biztalk/core/high-availability-using-sql-server-always-on-availability-groups
"""

from collections.abc import Iterable

from checks.availability.members import NEEDS, Member, MemberSubject, each_member
from checks.wording import listed
from scanner.facts.availability import AvailabilityListener
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Verdict, fails, not_applicable, passes
from scanner.model.names import host_name
from scanner.model.status import Severity


def _registered(facts: Facts) -> Iterable[MemberSubject] | Verdict:
    found = each_member(facts)
    if isinstance(found, Verdict):
        return found
    every = list(found)
    own = facts.management, facts.group.management_database.casefold()
    others = [one for one in every if one.about.gap or _place(one.about) != own]
    if others:
        return others
    return not_applicable(
        "Only the management database is in an availability group.",
        *(one.about.fact for one in every),
    )


def _place(member: Member) -> tuple[Target, str]:
    return member.on, member.registered.name.casefold()


@check(
    id="AG04",
    title="Databases are registered by their listener",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, AvailabilityListener),
    subjects=_registered,
)
def databases_are_registered_by_listener(
    subject: MemberSubject, facts: Facts, _limits: NoLimits
) -> Verdict:
    member = subject.about
    member.require()
    name, server = member.registered.name, member.registered.server
    mine = [o for o in facts.rows(AvailabilityListener, member.on) if o.group == member.group]
    if not mine:
        return fails(
            f"{member.group}, which holds {name}, has no listener.",
            *member.replicas,
            fix=f"Create a listener for {member.group}, and register {name} by its name.",
        )
    names = listed(one.dns_name for one in mine)
    if host_name(server.partition(",")[0]) in {host_name(one.dns_name) for one in mine}:
        return passes(f"{name} is registered on {server}, a listener of {member.group}.", *mine)
    return fails(
        f"{name} is registered on {server}, not by the listener of {member.group}: {names}.",
        *mine,
        member.fact,
        fix=f"Register {name} by the listener {names}.",
    )
