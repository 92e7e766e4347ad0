"""The people know how to back up and restore the databases, and have done it.

Why it matters
--------------
Databases of a BizTalk group are restored in a fixed order, to one mark, on several machines.
Whoever does it for the first time on the worst day makes mistakes. Microsoft asks for a trial
restore each month.

What is read
------------
msdb's restore history of each declared log shipping destination: restores of the group's databases,
and whether they went to a mark. It cannot tell who did it, whether the group then ran, or what was
practised elsewhere; so a machine never passes nor fails this, and a person attests it.

How to fix
----------
Practise a restore of all databases to one mark on another system, note who took part and how long
it took, and attest it.

Reference: Backing Up and Restoring BizTalk Server Databases, https://learn.microsoft.com/en-us/biztalk/core/backing-up-and-restoring-biztalk-server-databases
"""

from collections.abc import Iterable

from checks.wording import when
from scanner.facts.drills import NewestRestore
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.duration import say
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_checked
from scanner.model.status import Severity

VERIFIED_ONLY = "V"
CITED = 20


def _the_group(facts: Facts) -> Iterable[Subject[None]]:
    return [Subject(facts.group.name, None)]


@check(
    id="DR01",
    title="A restore was practised",
    rows=("B03",),
    severity=Severity.HIGH,
    needs=(BackupDatabase, NewestRestore),
    subjects=_the_group,
)
def restore_was_practised(_subject: Subject[None], facts: Facts, _limits: NoLimits) -> Verdict:
    databases = {
        one.database.name.casefold() for one in facts.rows(BackupDatabase, facts.management)
    }
    found = [
        (server, one)
        for server in facts.targets(NewestRestore)
        for one in facts.rows(NewestRestore, server)
        if one.database.casefold() in databases and one.type != VERIFIED_ONLY
    ]
    return not_checked(
        f"That people can restore this group is for a person to say. {_told(found)}",
        *(one for _, one in found[:CITED]),
        settle=(
            f"Restore all {len(databases)} databases to one mark on another system, and attest "
            f"who did it, when, and how long it took.{_asked(facts)}"
        ),
    )


def _told(found: list[tuple[Target, NewestRestore]]) -> str:
    if not found:
        return "No declared log shipping destination has restored one of its databases."
    marked = [one for one in found if one[1].to_mark]
    server, newest = max(marked or found, key=lambda one: one[1].restored)
    to = "to a mark" if newest.to_mark else "none yet to a mark"
    number = len({one.database.casefold() for _, one in found})
    return (
        f"Evidence: {server.name} restored {number} of its databases, the newest, "
        f"{newest.database}, on {when(newest.restored)}, {to}."
    )


def _asked(facts: Facts) -> str:
    drill = facts.group.objectives.drill
    return f" The estate asks for a drill every {say(drill)}." if drill else ""
