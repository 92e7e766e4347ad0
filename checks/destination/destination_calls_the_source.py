"""The destination may call procedures on the source.

Why it matters
--------------
Get Backup History reaches the management database's server by a linked server. Without it, or with
RPC Out off, the destination learns of no new backup.

What is read
------------
The linked servers of each declared destination that stand for the management database's server, by
name or by data source. A login can be kept from seeing linked servers: a missing one is no failure
yet.

How to fix
----------
Create the linked server on the destination, and on its page Server Options set RPC and RPC Out to
True.

Reference: How to Create a Linked Server, https://learn.microsoft.com/en-us/biztalk/core/how-to-create-a-linked-server
"""

from checks.destination.destinations import each_destination
from checks.wording import listed
from scanner.facts.server_settings import LinkedServer
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity


@check(
    id="LS08",
    title="The destination may call the source",
    rows=("B05", "R01"),
    severity=Severity.MEDIUM,
    needs=(LinkedServer,),
    subjects=each_destination,
)
def destination_calls_the_source(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    on, source = subject.about, facts.management
    linked = [one for one in facts.rows(LinkedServer, on) if _is(facts, one, source)]
    usable = [one for one in linked if one.is_rpc_out]
    if usable:
        names = listed(one.name for one in usable)
        return passes(f"{on.name} may call {source.name} as {names}.", *usable)
    if linked:
        names = listed(one.name for one in linked)
        return fails(
            f"The linked server {names} on {on.name} does not allow RPC Out.",
            *linked,
            fix=f"On {on.name}, set RPC and RPC Out of the linked server {names} to True.",
        )
    return not_checked(
        f"No linked server for {source.name} is to be seen on {on.name}.",
        settle=f"On {on.name}, look as an administrator whether there is one, with RPC Out.",
    )


def _is(facts: Facts, one: LinkedServer, source: Target) -> bool:
    return any(facts.sql(name) == source for name in (one.name, one.data_source) if name)
