"""A folder and what is under it, as rows; whatever protocol reads the folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import translate
from re import IGNORECASE, compile
from typing import Protocol

from scanner.model.evidence import GapReason, JsonValue, Row
from scanner.transport.failure import TransportFailure

_EMPTY_FILETIME = datetime(1980, 1, 1, tzinfo=UTC)  # a server without the time says 1601


@dataclass(frozen=True)
class Entry:
    """One file or folder; times in UTC. `linked`: a link or mount point, never descended into."""

    name: str
    directory: bool
    size: int
    created: datetime
    written: datetime
    linked: bool = False


class Folder(Protocol):
    """One share."""

    def entry(self, path: str) -> Entry: ...

    def children(self, path: str) -> Iterator[Entry]: ...

    def sha256(self, path: str, size: int) -> str | None: ...

    def content(self, path: str, size: int) -> bytes: ...

    def rights(self, path: str) -> list[JsonValue]: ...


@dataclass(frozen=True)
class Walk:
    """What to list: `unc` names rows, `limit` bounds the entries seen."""

    unc: str
    pattern: str = "*"
    depth: int = 0
    limit: int = 100_000
    hashes: bool = False

    def into(self, rows: list[Row], folder: Folder, path: str) -> None:
        """Appends the path's own row, then those of its children that match, as they are read."""
        root = folder.entry(path)
        rows.append(self._row(folder, path, path, root))
        if root.directory:
            for sub, entry in self._under(folder, path, self.depth, [0]):
                if self._matches(entry.name):
                    rows.append(self._row(folder, path, sub, entry))

    def rights(self, folder: Folder, path: str) -> Row:
        """The path's own row, with who may do what there."""
        row = self._row(folder, path, path, folder.entry(path))
        return {**row, "rights": folder.rights(path)}

    def _under(
        self, folder: Folder, path: str, depth: int, seen: list[int]
    ) -> Iterator[tuple[str, Entry]]:
        for entry in folder.children(path):
            seen[0] += 1
            if seen[0] > self.limit:
                raise TransportFailure(
                    GapReason.UNPARSABLE, f"too large: more than {self.limit} entries"
                )
            sub = f"{path}\\{entry.name}" if path else entry.name
            yield sub, entry
            if entry.directory and depth > 0 and not entry.linked:
                yield from self._under(folder, sub, depth - 1, seen)

    def _matches(self, name: str) -> bool:
        literal = self.pattern.replace("[", "[[]")  # only * and ? are wildcards
        return compile(translate(literal), IGNORECASE).match(name) is not None

    def _row(self, folder: Folder, root: str, path: str, entry: Entry) -> dict[str, JsonValue]:
        below = path[len(root) :].lstrip("\\")
        return {
            "path": f"{self.unc}\\{below}" if below else self.unc,
            "name": entry.name,
            "exists": True,
            "directory": entry.directory,
            "size": None if entry.directory else entry.size,
            "created": _said(entry.created),
            "written": _said(entry.written),
            "owner": None,
            "rights": None,
            "sha256": folder.sha256(path, entry.size)
            if self.hashes and not entry.directory
            else None,
        }


def _said(moment: datetime) -> str | None:
    """As the reader writes times: seven digits, of which a FILETIME here keeps six."""
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}0Z" if moment > _EMPTY_FILETIME else None


def split_unc(unc: str) -> tuple[str, str, str]:
    """Server, share and the path below it ('' for the share itself); raises for anything else."""
    parts: Sequence[str] = unc.replace("/", "\\").rstrip("\\").split("\\")
    usable = not any(
        part in (".", "..", "?") or set(part) & set(':*?"<>|') or not part.isprintable()
        for part in parts
    )
    if len(parts) < 4 or parts[:2] != ["", ""] or "" in parts[2:] or not usable:  # noqa: PLR2004 - \\server\share
        raise TransportFailure(GapReason.UNSUPPORTED, f"not a UNC path: {unc!r}")
    return parts[2], parts[3], "\\".join(parts[4:])
