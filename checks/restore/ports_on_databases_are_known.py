"""No port addresses a database of the group; those that do are listed, to be rewritten by hand.

Why it matters
--------------
Restored under other server names, BizTalk's own references are replaced by UpdateDatabase.vbs and
UpdateRegistry.vbs. Addresses of ports are not: ports of EDI, of the RosettaNet accelerator or of
one's own then still go to the lost server. Their bindings are exported, searched and replaced.

What is read
------------
The addresses of receive locations and send ports that name a SQL Server database (mssql://), and
the databases of the group and of the backup job. The form of addresses of the old SQL adapter
(sql://) is not documented, so each of these is listed; so are those that leave the database to the
logon's default. Whether the restore plan says so is for a person to attest; where no port is
listed, this passes. Not asked where the estate declares restore: {names: same}.

How to fix
----------
Write the ports into the restore plan, with the address that each has after the restore. An alias
of DNS instead of a server's name spares the step.

Reference: How to Restore Your Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases
"""

from collections.abc import Iterable

from checks.restore.server_names import names_are_kept
from checks.wording import count, listed
from scanner.facts.ports import PortDatabase
from scanner.facts.topology import (
    BackupDatabase,
    BizTalkGroup,
    DatabaseRef,
    MessageBox,
    OtherBackupDatabase,
)
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.backup_sets import DatabaseKey
from scanner.recovery.newest import expected_databases, key_of

SHOWN = 10


def _the_group(facts: Facts) -> Iterable[Subject[None]] | Verdict:
    return names_are_kept(facts) or [Subject(facts.group.name, None, facts.management)]


@check(
    id="RD04",
    title="Ports that address the group's databases are known",
    rows=("R01",),
    severity=Severity.LOW,
    needs=(BackupDatabase, BizTalkGroup, MessageBox, OtherBackupDatabase, PortDatabase),
    subjects=_the_group,
)
def ports_on_databases_are_known(
    _subject: Subject[None], facts: Facts, _limits: NoLimits
) -> Verdict:
    ports = facts.rows(PortDatabase, facts.management)
    found = [one for one in ports if one.kind and _may_be_ours(one, facts)]
    if not found:
        return passes("No port addresses a database of the group.", *ports)
    number = count(len({one.port for one in found}), "port")
    names = listed(dict.fromkeys(_told(one) for one in found), at_most=SHOWN)
    return not_checked(
        f"{number} must be rewritten by hand when the names of the servers change: {names}.",
        *found,
        settle="Attest that the restore plan names these ports with their new addresses.",
    )


def _may_be_ours(port: PortDatabase, facts: Facts) -> bool:
    if not port.server:
        return True
    ours = _ours(facts)
    server, database = key_of(facts, DatabaseRef(port.server, port.database))
    return (server, database) in ours or (not database and server in {one for one, _ in ours})


def _ours(facts: Facts) -> set[DatabaseKey]:
    """By the backup job's list, and by the tables that it is made of."""
    on, own = facts.management, facts.group
    group = facts.one(BizTalkGroup, on)
    parts = (group.tracking, group.master_message_box, group.bam, group.rules)
    named = [
        DatabaseRef(own.management_server, own.management_database),
        *(one for one in parts if one),
        *(one.database for one in facts.rows(MessageBox, on)),
        *(one.database for one in facts.rows(OtherBackupDatabase, on)),
    ]
    return {*expected_databases(facts), *(key_of(facts, one) for one in named)}


def _told(port: PortDatabase) -> str:
    if not port.server:
        return f"{port.port} (a database that its address does not tell)"
    return f"{port.port} ({port.database or 'default database'} on {port.server})"
