"""Databases that ports use, or that the estate declares, are in the backup job.

Why it matters
--------------
An orchestration that writes to a database of its own and to BizTalk's in one transaction relies on
both. When only BizTalk's are restored to a mark, the other one is newer or older than what BizTalk
remembers: messages are sent twice, or never.

What is read
------------
The addresses of receive locations and send ports that begin with mssql:// (the WCF-SQL adapter),
the databases that the estate lists under custom_databases, and admv_BackupDatabases. A database on
a server of the group must be in the job; whether one elsewhere must, nobody can see from here. The
form of addresses of the old SQL adapter (sql://) is not documented, and dynamic ports have none.

How to fix
----------
Run Backup_Setup_All_Procs.sql and Backup_Setup_All_Tables.sql in the database, give the account of
the job the role BTS_BACKUP_USERS there, set full recovery, add a row to adm_OtherBackupDatabases,
and force a full backup. Where another backup covers it on purpose, waive this finding and name it.

Reference: How to Back Up Custom Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-custom-databases
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from checks.wording import listed
from scanner.facts.ports import PortDatabase
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.names import LOCAL
from scanner.model.status import Severity
from scanner.recovery.backup_sets import DatabaseKey
from scanner.recovery.newest import key_of

HERE = "localhost"
SYSTEM = frozenset({"master", "model", "msdb", "tempdb"})


@dataclass(frozen=True)
class Used:
    """A database with the ports that address it; `key` is None where an address tells none."""

    key: DatabaseKey | None
    name: str
    ports: tuple[PortDatabase, ...] = ()
    is_declared: bool = False


def _used(facts: Facts) -> Iterable[Subject[Used]] | Verdict:
    found = {name: Subject(name, one) for name, one in (*_untold(facts), *_named(facts))}
    if found:
        return list(found.values())
    return not_applicable(
        "No port addresses a SQL Server database, and the estate declares no custom database.",
        *facts.rows(PortDatabase, facts.management),
    )


def _untold(facts: Facts) -> Iterator[tuple[str, Used]]:
    for one in facts.rows(PortDatabase, facts.management):
        if one.port and not one.database:
            yield f"port {one.port}", Used(None, one.port, (one,))


def _named(facts: Facts) -> Iterable[tuple[str, Used]]:
    """Each database once, by its server and its name."""
    found: dict[DatabaseKey, Used] = {}
    for declared in facts.group.custom_databases:
        key = key_of(facts, DatabaseRef(declared.server, declared.name))
        found[key] = Used(key, _name(key, declared.name), is_declared=True)
    for port in facts.rows(PortDatabase, facts.management):
        if port.database and port.database.casefold() not in SYSTEM:
            key = _key(facts, port)
            known = found.get(key, Used(key, _name(key, port.database)))
            found[key] = replace(known, ports=(*known.ports, port))
    return ((used.name, used) for used in found.values())


def _name(key: DatabaseKey, database: str) -> str:
    return f"{key[0].upper()}/{database}"


def _key(facts: Facts, port: PortDatabase) -> DatabaseKey:
    """What a port calls localhost is the machine that it runs on, not a server of the group."""
    if port.server.partition("\\")[0].strip().upper() in LOCAL:
        return HERE, port.database.casefold()
    return key_of(facts, DatabaseRef(port.server, port.database))


@check(
    id="DB03",
    title="Custom databases are in the backup job",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(BackupDatabase, PortDatabase),
    subjects=_used,
)
def custom_databases_are_registered(
    subject: Subject[Used], facts: Facts, _limits: NoLimits
) -> Verdict:
    used, ports = subject.about, subject.about.ports
    if used.key is None:
        return not_checked(
            f"{_ports(ports)} uses a SQL Server database that its address does not tell.",
            *ports,
            settle="See which database that is, and declare it under custom_databases.",
        )
    listed_rows = facts.rows(BackupDatabase, facts.management)
    by_key = {key_of(facts, one.database): one for one in listed_rows}
    if used.key in by_key:
        return passes(f"{used.name} is in the backup job.", by_key[used.key], *ports)
    who = "The estate declares it" if used.is_declared else f"{_ports(ports)} uses it"
    if used.is_declared or used.key[0] in {server for server, _ in by_key}:
        return fails(
            f"{used.name} is not in the backup job. {who}.",
            *ports,
            fix=f"Prepare {used.name} with BizTalk's scripts and register it in "
            "adm_OtherBackupDatabases.",
        )
    return not_checked(
        f"{used.name} is not in the backup job, and on none of its servers. {who}.",
        *ports,
        settle="If it must be restored together with BizTalk, register it and declare it under "
        "custom_databases; if not, say who backs it up.",
    )


def _ports(ports: Iterable[PortDatabase]) -> str:
    words = {"receive_location": "receive location", "send_port": "send port"}
    said = listed(dict.fromkeys(f"{words[one.kind]} '{one.port}'" for one in ports))
    return said[:1].upper() + said[1:]
