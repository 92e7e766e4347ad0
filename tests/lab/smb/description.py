"""A file server of the lab, as data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.lab.winrm.description import ADMINISTRATORS, SYSTEM, LabRight

CLOSED = (LabRight(SYSTEM), LabRight(ADMINISTRATORS))


@dataclass(frozen=True)
class LabFile:
    """Either `content`, or so many zeros (kept sparse). `written` in UTC."""

    size: int = 0
    written: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    content: bytes | None = None


@dataclass
class LabShare:
    """`files` by path below the share, with either slash; a path that ends in a slash is a folder
    without files. `users` names who may use it (empty: everybody who may log on); `denied` are
    folders or files that nobody may read; `rights` are those on each folder, of an
    administrator alone where it is not named. `free` and `capacity` of its disk in bytes."""

    name: str
    files: dict[str, LabFile] = field(default_factory=dict)
    users: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    free: int = 1_600_000_000_000
    capacity: int = 2_000_000_000_000
    rights: dict[str, Sequence[LabRight]] = field(default_factory=dict)

    def rights_on(self, folder: str) -> Sequence[LabRight]:
        wanted = folder.replace("/", "\\").strip("\\").lower()
        known = {name.strip("/\\").replace("/", "\\").lower(): r for name, r in self.rights.items()}
        return known.get(wanted, CLOSED)


@dataclass
class SmbFaults:
    """Read anew at every connection and command, so that a running server can be broken.
    `refuse` counts when the server starts, `frozen` after the logon."""

    refuse: bool = False
    blackhole: bool = False
    slow: float = 0.0  # seconds before each answer after the logon
    frozen: bool = False
    unsigned: bool = False
    spaceless: bool = False  # no disk tells its size
    denied: frozenset[str] = frozenset()  # shares, in capitals
    missing: frozenset[str] = frozenset()  # shares, in capitals
    secretive: bool = False  # rights on folders may not be read
