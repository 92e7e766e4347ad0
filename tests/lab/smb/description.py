"""A file server of the lab, as data."""

from dataclasses import dataclass, field
from datetime import UTC, datetime


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
    folders or files that nobody may read. `free` and `capacity` of its disk in bytes."""

    name: str
    files: dict[str, LabFile] = field(default_factory=dict)
    users: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    free: int = 1_600_000_000_000
    capacity: int = 2_000_000_000_000


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
