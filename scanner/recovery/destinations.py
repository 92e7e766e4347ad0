"""Where the backup job writes, who writes there, and how much room is left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scanner.facts.backup_sets import BackupHistoryRow, RecordedBackup
from scanner.facts.instances import Instance
from scanner.facts.storage import FreeSpace
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target, TargetKind
from scanner.model.names import folder_name, is_unc, is_url
from scanner.recovery.backup_sets import FULL
from scanner.recovery.listing import path_key
from scanner.recovery.newest import all_sets, key_of, recorded_on

NEEDS = (BackupHistoryRow, Instance)


@dataclass(frozen=True)
class Destination:
    """One folder; for a drive path that of one instance's own machine.

    `writers` are the instances that write there; `full` are the databases whose full backups go
    there. `cited` is a row of the history that says so.
    """

    path: str
    writers: tuple[Target, ...]
    full: tuple[DatabaseRef, ...]
    cited: BackupHistoryRow

    @property
    def name(self) -> str:
        """Of a subject."""
        return self.path if is_unc(self.path) else f"{self.on.name}/{self.path}"

    @property
    def on(self) -> Target:
        return self.writers[0]


def destinations(facts: Facts) -> tuple[Destination, ...]:
    """Where the job has written since its newest full set; empty without one.

    A URL is left out: behind it is no disk.
    """
    found: dict[tuple[str, str], list[BackupHistoryRow]] = {}
    for row in rows_since_full(facts):
        if not is_url(row.location):
            found.setdefault(_place(facts, row), []).append(row)
    return tuple(_destination(facts, rows) for rows in found.values())


def rows_since_full(facts: Facts) -> Iterator[BackupHistoryRow]:
    """Of the newest full set, complete or not, and of every set after it."""
    sets = all_sets(facts)
    newest = max((one.id for one in sets if one.type == FULL), default=None)
    for one in sets:
        if newest is not None and one.id >= newest:
            yield from one.rows


def _place(facts: Facts, row: BackupHistoryRow) -> tuple[str, str]:
    path = folder_name(row.location)
    return path.casefold(), "" if is_unc(path) else facts.sql(row.database.server).name


def _destination(facts: Facts, rows: Sequence[BackupHistoryRow]) -> Destination:
    full = {key_of(facts, row.database): row.database for row in rows if row.type == FULL}
    writers = dict.fromkeys(facts.sql(row.database.server) for row in rows)
    return Destination(folder_name(rows[0].location), tuple(writers), tuple(full.values()), rows[0])


def room(facts: Facts, one: Destination) -> FreeSpace:
    """Of the disk that the folder lies on: the volume that is mounted nearest above it."""
    target = facts.folder(one.path, one.on)
    found = facts.rows(FreeSpace, target)
    if target.kind is TargetKind.SHARE:
        told = next(iter(found), None)
    else:
        inside = f"{folder_name(one.path)}\\".casefold()
        above = [each for each in found if inside.startswith(_mounted_at(each))]
        told = max(above, key=lambda each: len(each.place), default=None)
    if told is None or (told.exists and told.free is None):
        gap = Gap(GapReason.UNPARSABLE, f"{target.name} does not tell the free space of {one.path}")
        raise MissingEvidence(gap, f"{target.id}/space")
    return told


def _mounted_at(volume: FreeSpace) -> str:
    return folder_name(volume.place).casefold().rstrip("\\") + "\\"


def full_sizes(facts: Facts, one: Destination) -> dict[DatabaseRef, RecordedBackup | None]:
    """The newest full backup of each database by its server's msdb; None where it has none."""
    return {ref: _newest_full(facts, ref) for ref in one.full}


def _newest_full(facts: Facts, ref: DatabaseRef) -> RecordedBackup | None:
    recorded = recorded_on(facts, facts.sql(ref.server))
    mine = (
        each
        for each in recorded
        if each.type == "D"
        and not each.is_copy_only
        and each.database.casefold() == ref.name.casefold()
    )
    return max(mine, key=lambda each: each.finished, default=None)


def written_there(facts: Facts, one: Destination) -> dict[str, tuple[datetime, int]]:
    """Every backup that msdb recorded for this folder, by path: when, and its size."""
    folder = path_key(one.path.rstrip("\\/") + "\\x")[:-1]
    recorded = (each for on in one.writers for each in recorded_on(facts, on))
    return {
        path_key(each.device): (each.finished, each.least_file_size)
        for each in recorded
        if path_key(each.device).startswith(folder)
    }
