"""The management database's server may call procedures on the group's other servers.

Why it matters
--------------
The job calls a procedure in each database over a linked server of the database's server name. When
RPC Out is off there, databases of other servers are in no set, and no set can be restored.

What is read
------------
The linked servers on the server of the management database, by the name that admv_BackupDatabases
gives. The job adds a missing one by itself where its account may, and a login can be kept from
seeing linked servers: a missing one is therefore no failure yet.

How to fix
----------
In the properties of the linked server, page Server Options, set RPC and RPC Out to True.

Reference: How to Create a Linked Server, https://learn.microsoft.com/en-us/biztalk/core/how-to-create-a-linked-server
"""

from collections.abc import Iterable

from scanner.facts.server_settings import LinkedServer
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.status import Severity


def _others(facts: Facts) -> Iterable[Subject[BackupDatabase]] | Verdict:
    expected = facts.rows(BackupDatabase, facts.management)
    others = {facts.sql(one.database.server): one for one in expected}
    here = others.pop(facts.management, None)
    if not others and here:
        return not_applicable("Every database of the job is on the management server.", here)
    return [Subject(on.name, one, on) for on, one in sorted(others.items())]


@check(
    id="PE04",
    title="Linked servers allow calls",
    rows=("B02", "B04"),
    severity=Severity.HIGH,
    needs=(BackupDatabase, LinkedServer),
    subjects=_others,
)
def linked_servers_allow_calls(
    subject: Subject[BackupDatabase], facts: Facts, _limits: NoLimits
) -> Verdict:
    here, other = facts.management, facts.sql(subject.about.database.server)
    linked = [one for one in facts.rows(LinkedServer, here) if facts.sql(one.name) == other]
    closed = [one for one in linked if not one.is_rpc_out]
    if closed:
        return fails(
            f"The linked server {closed[0].name} on {here.name} does not allow RPC Out.",
            *closed,
            fix=f"On {here.name}, set RPC and RPC Out of the linked server {closed[0].name} to "
            "True.",
        )
    if linked:
        return passes(f"The linked server {linked[0].name} on {here.name} allows RPC Out.", *linked)
    return not_checked(
        f"No linked server {subject.about.database.server} is to be seen on {here.name}.",
        subject.about,
        settle=f"On {here.name}, look whether there is one, with RPC Out, as an administrator.",
    )
