"""What the checks of the master secret have in common: whose secret, which backup."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from checks.wording import when
from scanner.facts.backup_files import StoredFile
from scanner.facts.master_secret import EventLog, SecretOriginal, SsoEvent, SsoGlobalInfo
from scanner.facts.topology import OtherBackupDatabase
from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails
from scanner.recovery.master_secret import (
    LoggedBackup,
    copies,
    logged_backups,
    newest_backup,
    nodes_of,
    secret_events,
    secret_server,
)

NEEDS = (EventLog, OtherBackupDatabase, SecretOriginal, SsoEvent, SsoGlobalInfo, StoredFile)


@dataclass(frozen=True)
class BestBackup:
    """What a restore would take: the newest copy off the server, else the server's own backup."""

    name: str
    made: datetime
    logged: LoggedBackup | None
    cites: tuple[object, ...]


def the_secret_server(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    found = secret_server(facts)
    if found is None:
        return fails(
            "Neither Single Sign-On's database nor the estate names the master secret server.",
            *facts.rows(OtherBackupDatabase, facts.management),
            fix=(
                "Add SSODB to adm_OtherBackupDatabases with the DefaultDatabaseName 'SSO', or "
                "declare a host with the role master_secret in the estate."
            ),
        )
    server, _ = found
    return [Subject(server.name, server, server)]


def the_secret_nodes(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    """Each machine behind the server's name."""
    found = the_secret_server(facts)
    if isinstance(found, Verdict):
        return found
    nodes = (node for one in found for node in nodes_of(facts, one.about))
    return [Subject(node.name, node, node) for node in nodes]


def best_backup(facts: Facts, server: Target) -> BestBackup | None:
    backups = logged_backups(secret_events(facts, server))
    kept = copies(facts, server, backups)
    if kept:
        copy = kept[0]
        events = (copy.backup.event,) if copy.backup else ()
        return BestBackup(copy.file.path, copy.made, copy.backup, (copy.file, *events))
    logged = newest_backup(backups)
    if logged is None:
        return None
    return BestBackup(logged.file, logged.event.written, logged, (logged.event,))


def horizon(log: EventLog) -> str:
    """How far back the log can tell, as part of a sentence."""
    if log.oldest is None:
        return f"the log {log.name} is empty"
    return f"the log {log.name} reaches back to {when(log.oldest)} only"


def back_up(server: Target) -> str:
    """The command of biztalk-docs, how-to-back-up-the-master-secret."""
    return (
        f"On {server.name}, run ssoconfig -backupSecret with a new file name, and copy the file to "
        "a declared location on another machine."
    )
