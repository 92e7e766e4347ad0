"""What msdb and a database itself tell of its log chain, over every replica that holds it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from scanner.facts.backup_chain import ChainBackup, LogMark, RecoveryState, Restore
from scanner.facts.instances import Database
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.model.names import bare_name, server_name
from scanner.recovery.backup_sets import DatabaseKey
from scanner.recovery.members import holders
from scanner.recovery.newest import key_of

SIMPLE = 3
NULL_DEVICE = "nul"

_Row = TypeVar("_Row", ChainBackup, LogMark, Restore, RecoveryState)


@dataclass(frozen=True)
class RecordedLog:
    """`backups` in the order of their ends; `by_file` under bare names; `marks` by their names.

    `state` is None where the database is not open.
    """

    key: DatabaseKey
    targets: tuple[Target, ...]
    backups: tuple[ChainBackup, ...]
    by_file: Mapping[str, ChainBackup]
    marks: Mapping[str, LogMark]
    restores: tuple[Restore, ...]
    state: RecoveryState | None
    is_simple: bool

    @property
    def holders(self) -> frozenset[str]:
        return frozenset(target.name for target in self.targets)

    def made(self, backup: ChainBackup) -> bool:
        """Made here: a restore copies the records of other servers into msdb."""
        return not backup.server or server_name(backup.server, {}, "") in self.holders


def is_null_device(device: str) -> bool:
    return bare_name(device).rstrip(":") == NULL_DEVICE


def recorded_logs(facts: Facts) -> Mapping[DatabaseKey, RecordedLog]:
    """Of every database that must be backed up. Raises MissingEvidence for a server not read."""
    shelves: dict[Target, _Shelf] = {}
    found: dict[DatabaseKey, RecordedLog] = {}
    for one in facts.rows(BackupDatabase, facts.management):
        places = holders(facts, one.database)
        for target in places:
            shelves.setdefault(target, _Shelf(facts, target))
        mine = [shelves[target] for target in places]
        found[key_of(facts, one.database)] = _log(facts, one.database, mine)
    return found


class _Shelf:
    """One instance's facts by the name of the database, sorted out once."""

    def __init__(self, facts: Facts, target: Target) -> None:
        facts.now(target)  # the times of a server whose clock is off prove nothing
        self.target = target
        self.backups = _by_database(facts.rows(ChainBackup, target))
        self.marks = _by_database(facts.rows(LogMark, target))
        self.restores = _by_database(facts.rows(Restore, target))
        self.states = _by_database(facts.rows(RecoveryState, target))
        databases = facts.rows(Database, target)
        self.simple = {one.name.casefold() for one in databases if one.recovery_model == SIMPLE}


def _by_database(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.database.casefold()].append(row)
    return found


def _log(facts: Facts, database: DatabaseRef, shelves: list[_Shelf]) -> RecordedLog:
    name = database.name.casefold()
    backups = [one for shelf in shelves for one in shelf.backups[name]]
    backups.sort(key=lambda one: (one.finished, one.number))
    marks = [one for shelf in shelves for one in shelf.marks[name]]
    restores = [one for shelf in shelves for one in shelf.restores[name]]
    return RecordedLog(
        key=key_of(facts, database),
        targets=tuple(shelf.target for shelf in shelves),
        backups=tuple(backups),
        by_file={bare_name(one.device): one for one in backups},
        marks={one.mark.casefold(): one for one in marks},
        restores=tuple(sorted(restores, key=lambda one: one.restored)),
        state=next((one for shelf in shelves for one in shelf.states[name]), None),
        is_simple=name in shelves[0].simple,
    )
