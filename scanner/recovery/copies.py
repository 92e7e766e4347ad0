"""Where the files of backup sets lie: where the job wrote them, and declared copies elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import Facts, MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.evidence import Gap, Target, TargetKind
from scanner.model.names import folder_name, host_name, is_unc, unc_server
from scanner.recovery.listing import listing, path_key


@dataclass(frozen=True)
class Place:
    """A folder with the machine that keeps it; `site` is empty where none is declared."""

    host: str
    folder: str
    site: str


@dataclass(frozen=True)
class Copy:
    """`path` as its folder's listing has it; `size` in bytes."""

    place: Place
    size: int
    path: str = ""


@dataclass(frozen=True)
class Unread:
    """A folder that may hold a copy, but could not be listed."""

    place: Place
    gap: Gap
    reading: str


@dataclass(frozen=True)
class Found:
    """Every known copy of one file; the first is the one that the job wrote."""

    copies: tuple[Copy, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class _Folder:
    """One listing: copies by path and by bare name, or why there is none."""

    place: Place
    by_path: Mapping[str, Copy] = field(default_factory=dict)
    by_name: Mapping[str, Copy] = field(default_factory=dict)
    unread: Unread | None = None


class Copies:
    """Every listing that may hold backups, read once. Copies elsewhere are known by their name."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._folders: dict[tuple[str, str], _Folder] = {}
        self._known: dict[tuple[str, str, Target], Found] = {}
        declared = (one for one in facts.group.locations if Artefact.SQL_BACKUPS in one.holds)
        self._archives = tuple(
            self._folder(one.path, None if is_unc(one.path) else facts.host(one.host))
            for one in declared
        )

    def of(self, row: BackupHistoryRow) -> Found:
        """Where the job wrote the file, and every declared location of SQL backups."""
        return self.at(row.path, row.location, self._facts.sql(row.database.server))

    def at(self, path: str, location: str, written_by: Target) -> Found:
        """Of a file that the job need not have made."""
        key = (path, location, written_by)
        if key not in self._known:
            self._known[key] = self._look(path, self._folder(location, written_by))
        return self._known[key]

    def _look(self, path: str, home: _Folder) -> Found:
        archives = [one for one in self._archives if one.place != home.place]
        full = path_key(path)
        name = full.rpartition("\\")[2]
        found = (home.by_path.get(full), *(one.by_name.get(name) for one in archives))
        return Found(
            copies=tuple(one for one in found if one),
            unread=tuple(one.unread for one in (home, *archives) if one.unread),
        )

    def home(self, row: BackupHistoryRow) -> Place:
        """Where the job wrote it, whether or not it is still there."""
        return self._folder(row.location, self._facts.sql(row.database.server)).place

    def _folder(self, folder: str, on: Target | None) -> _Folder:
        key = (folder_name(folder).casefold(), "" if is_unc(folder) or on is None else on.id)
        if key not in self._folders:
            self._folders[key] = self._listed(folder, on)
        return self._folders[key]

    def _listed(self, folder: str, on: Target | None) -> _Folder:
        place = Place(self._host(folder, on), folder_name(folder), "")
        try:
            place = self._sited(folder, on)
            files = [one for one in listing(self._facts, folder, on) if _is_file(one)]
        except MissingEvidence as missing:
            return _Folder(place, unread=Unread(place, missing.gap, missing.reading))
        smallest_first = sorted(files, key=lambda one: one.size)
        by_path = {path_key(one.path): Copy(place, one.size, one.path) for one in smallest_first}
        by_name = {one.name.casefold(): by_path[path_key(one.path)] for one in smallest_first}
        return _Folder(place, by_path, by_name)

    def _sited(self, folder: str, on: Target | None) -> Place:
        if is_unc(folder):
            host = unc_server(folder)
        else:
            target = self._facts.folder(folder, on)
            host = target.name if target.kind is TargetKind.HOST else ""
        return Place(host, folder_name(folder), site_of(self._facts, host, folder))

    def _host(self, folder: str, on: Target | None) -> str:
        """What is known of the machine before anything was read of it."""
        if is_unc(folder):
            return unc_server(folder)
        return on.name if on else ""


def site_of(facts: Facts, host: str, folder: str = "") -> str:
    """Of the declared location around a folder, else of its declared host; empty: not declared."""
    inside = folder_name(folder).casefold() + "\\"
    for one in facts.group.locations:
        around = folder_name(one.path).casefold().rstrip("\\") + "\\"
        is_same_host = is_unc(one.path) or host_name(one.host) == host
        if one.site and is_same_host and inside.startswith(around):
            return one.site
    declared = (one.site for one in facts.group.hosts if host_name(one.name) == host)
    return next(declared, "")


def _is_file(one: StoredFile) -> bool:
    return one.exists and not one.is_directory
