"""Each BizTalk server's registry names the management database of this group, in both views.

Why it matters
--------------
After a restore, UpdateRegistry.vbs changes the name of the management database on every BizTalk
server. Run from the wrong command prompt, it changes one view of the registry only; 32-bit and
64-bit programs then work with different databases. A server that names another group's database
would join that group again.

What is read
------------
On every server of adm_Server, MgmtDBServer and MgmtDBName in the key Administration below
HKLM\\SOFTWARE\\Microsoft\\BizTalk Server\\3.0, in the 64-bit and the 32-bit view. That the database
can be reached is shown by adm_Group, which is read from it. An alias of SQL Server must be declared
under `aliases`.

How to fix
----------
Run UpdateRegistry.vbs with the edited SampleUpdateInfo.xml from a 64-bit command prompt on that
server, or take a server that left the group out of it in BizTalk Server Administration.

Reference: How to Restore Your Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases
"""

from checks.servers import the_biztalk_servers
from scanner.facts.biztalk_hosts import BizTalkRegistry
from scanner.facts.topology import BizTalkGroup, BizTalkServer, DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.names import LOCAL
from scanner.model.status import Severity

FIX = "Run UpdateRegistry.vbs with the edited SampleUpdateInfo.xml on {server}."


@check(
    id="RG01",
    title="BizTalk servers are joined to the group",
    rows=("R07",),
    severity=Severity.MEDIUM,
    needs=(BizTalkGroup, BizTalkRegistry, BizTalkServer),
    subjects=the_biztalk_servers,
)
def server_is_joined_to_the_group(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server = subject.about
    facts.one(BizTalkGroup, facts.management)
    found = facts.one(BizTalkRegistry, server)
    named = [one for one in (found.native, found.wow64) if one]
    if not named:
        return fails(
            f"The registry of {server.name} names no management database.",
            found,
            fix=f"Join {server.name} to the group, or take it out of it.",
        )
    strange = [one for one in named if not _is_ours(one, server, facts)]
    if strange and len(named) > len(strange):
        return fails(
            f"The two views of {server.name}'s registry disagree: one names {_said(strange[0])}.",
            found,
            fix=FIX.format(server=server.name),
        )
    if strange:
        return fails(
            f"The registry of {server.name} names {_said(strange[0])}, which is not this group's.",
            found,
            fix=f"{FIX.format(server=server.name)} If it is an alias of this group's server, "
            "declare it under aliases.",
        )
    if len(named) == 1:
        view = "64-bit" if found.native else "32-bit"
        return not_checked(
            f"Only the {view} view of {server.name}'s registry names the management database.",
            found,
            settle=f"See that both kinds of program work on {server.name}, and attest it.",
        )
    return passes(f"Both views of {server.name}'s registry name {_said(named[0])}.", found)


def _is_ours(named: DatabaseRef, server: Target, facts: Facts) -> bool:
    """'.' and 'localhost' mean the server that the registry is of."""
    machine, slash, instance = named.server.partition("\\")
    if machine.strip().upper() in LOCAL:
        machine = server.name
    is_named = named.name.casefold() == facts.group.management_database.casefold()
    return is_named and facts.sql(machine + slash + instance) == facts.management


def _said(named: DatabaseRef) -> str:
    return f"{named.name} on {named.server}"
