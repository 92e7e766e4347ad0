"""Which files to restore in which order, so that every database of a group ends at one mark."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scanner.facts.backup_chain import ChainBackup
from scanner.model.names import bare_name, folder_name
from scanner.recovery.backup_sets import DatabaseKey
from scanner.recovery.history import History, KeptSet, Member
from scanner.recovery.points import Point
from scanner.recovery.sound import Survives


@dataclass(frozen=True)
class Piece:
    """One file of one set. `size` None: no listing shows it; `host` keeps it, empty for a URL."""

    set_id: int
    database: DatabaseKey
    path: str
    host: str
    size: int | None

    @property
    def name(self) -> str:
        return self.path.replace("/", "\\").rpartition("\\")[2]


@dataclass(frozen=True)
class DatabaseRestore:
    """The full backup, then the logs; the last of them holds the mark. There is at least one."""

    key: DatabaseKey
    name: str
    full: Piece
    logs: tuple[Piece, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return (self.full, *self.logs)


@dataclass(frozen=True)
class InstanceRestore:
    """The databases that lived on the instance `source`, by name."""

    source: str
    mark: str
    time: datetime | None
    databases: tuple[DatabaseRestore, ...]


@dataclass(frozen=True)
class Destination:
    """Where the databases of one source go.

    `files` is the folder that its SQL Server reads fetched backups from; empty: from where they
    are. `moves` are the new paths of database files by database (small letters) and logical name;
    empty: they go where they were. `thumbprints` are the certificates that must be there first.
    """

    instance: str
    files: str = ""
    moves: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    thumbprints: tuple[str, ...] = ()

    def reads(self, piece: Piece) -> str:
        """The path by which this SQL Server reads a piece."""
        return (
            f"{folder_name(self.files).rstrip(chr(92))}\\{piece.name}" if self.files else piece.path
        )


def restore_sequence(
    history: History, point: Point, survives: Survives
) -> tuple[InstanceRestore, ...]:
    """By source instance, everything that leads to `point` from copies that survive."""
    (full,) = (one for one in history.fulls if one.id == point.full_id)
    logs = [one for one in history.logs if point.full_id < one.id <= point.log_id]
    found: dict[str, list[DatabaseRestore]] = defaultdict(list)
    for key in sorted(history.expected):
        source = history.recorded[key].targets[0].name
        pieces = tuple(_pieces(key, (full, *logs), survives))
        name = full.members[key].row.database.name
        found[source].append(DatabaseRestore(key, name, pieces[0], pieces[1:]))
    return tuple(
        InstanceRestore(source, point.mark, point.time, tuple(found[source]))
        for source in sorted(found)
    )


def _pieces(key: DatabaseKey, sets: tuple[KeptSet, ...], survives: Survives) -> Iterator[Piece]:
    """Without logs that end where the restore already stands: RESTORE refuses them."""
    standing: ChainBackup | None = None
    last = sets[-1].id
    for one in sets:
        member = one.members[key]
        if one.id != last and _is_behind(member.backup, standing):
            continue
        yield _piece(one.id, key, member, survives)
        standing = member.backup or standing


def _is_behind(log: ChainBackup | None, standing: ChainBackup | None) -> bool:
    if log is None or standing is None or log.last_lsn is None or standing.last_lsn is None:
        return False
    return log.last_lsn <= standing.last_lsn


def _piece(set_id: int, key: DatabaseKey, member: Member, survives: Survives) -> Piece:
    """The largest copy that survives; where none was seen, where it may be."""
    found = member.found
    copies = [one for one in found.copies if survives(one.place)]
    if copies:
        best = max(copies, key=lambda one: one.size)
        return Piece(set_id, key, best.path, best.place.host, best.size)
    unread = [one.place for one in found.unread if survives(one.place)]
    if unread:
        path = f"{unread[0].folder.rstrip(chr(92))}\\{bare_name(member.row.file_name)}"
        return Piece(set_id, key, path, unread[0].host, None)
    return Piece(set_id, key, member.row.path, "", None)
