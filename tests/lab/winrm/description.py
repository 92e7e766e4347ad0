"""A Windows host of the lab, described as data: what it holds, who may read it, what ails it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

LONG_AGO = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)
SYSTEM = "S-1-5-18"
ADMINISTRATORS = "S-1-5-32-544"


@dataclass
class LabUser:
    """`denied` names kinds of question, or paths, logs, namespaces with all that is below them."""

    password: str
    is_admin: bool = True
    denied: frozenset[str] = frozenset()
    sid: str = "S-1-5-21-1004336348-1177238915-682003330-1113"


@dataclass(frozen=True)
class LabRight:
    """One entry of an access control list; `mask` as in FileSystemRights."""

    sid: str
    mask: int = 0x1F01FF
    allow: bool = True
    inherited: bool = True
    inherit_only: bool = False


@dataclass
class LabFile:
    """A file or folder; `size` is that of `content` where there is one."""

    size: int = 0
    written: datetime = LONG_AGO
    created: datetime | None = None
    content: bytes | None = None
    owner: str = ADMINISTRATORS
    rights: Sequence[LabRight] = (LabRight(SYSTEM), LabRight(ADMINISTRATORS))
    directory: bool = False
    target: str | None = None  # of a link

    def length(self) -> int:
        return self.size if self.content is None else len(self.content)

    def sha256(self, path: str) -> str:
        """Of the content, or of its place and size where it has none."""
        content = f"{path}:{self.size}".encode() if self.content is None else self.content
        return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class LabEvent:
    event_id: int
    provider: str
    written: datetime
    record: int
    properties: Sequence[str] = ()
    computer: str = ""


@dataclass
class LabLog:
    """`begins` is the time of the oldest event still there; by default that of the records."""

    records: Sequence[LabEvent] = ()
    begins: datetime | None = None
    total: int | None = None


@dataclass(frozen=True)
class LabCertificate:
    thumbprint: str
    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime
    has_private_key: bool = True


WINDOWS = {
    "SystemDrive": "C:",
    "windir": r"C:\Windows",
    "SystemRoot": r"C:\Windows",
    "ProgramFiles": r"C:\Program Files",
    "ProgramFiles(x86)": r"C:\Program Files (x86)",
    "ProgramData": r"C:\ProgramData",
    "CommonProgramFiles": r"C:\Program Files\Common Files",
}


@dataclass
class LabHost:
    """One machine. Names compare without case, as on Windows.

    registry: {"64": {path: {"values": {name: value}, "subkeys": [names]}}, "32": …}, where a value
    is str, int, list (several strings), bytes, or a pair of its type and its data
    events: {log: LabLog} · cim: {namespace: {class: [rows]}} · certificates: {store: [...]}
    slow: {kind, path, log or namespace: seconds that reading it takes, without waiting for them}
    """

    name: str
    domain: str = "lab.example.test"
    users: dict[str, LabUser] = field(default_factory=dict)
    utc_offset_minutes: int = 60
    clock_shift: timedelta = timedelta()
    clock: datetime | None = None
    registry: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    files: dict[str, LabFile] = field(default_factory=dict)
    events: dict[str, LabLog] = field(default_factory=dict)
    cim: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)
    certificates: dict[str, list[LabCertificate]] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=lambda: dict(WINDOWS))
    language_mode: str = "FullLanguage"
    slow: dict[str, int] = field(default_factory=dict)
    faults: set[str] = field(default_factory=set)
    moved_to: str = ""

    def now(self) -> datetime:
        """By this machine's own clock."""
        return (self.clock or datetime.now(UTC)) + self.clock_shift

    def tree(self) -> dict[str, LabFile]:
        """Every file, with the folders that the description leaves to be understood."""
        whole: dict[str, LabFile] = {}
        for path, file in self.files.items():
            for folder in _folders(path):
                whole.setdefault(folder, LabFile(directory=True))
            whole[path] = file
        return dict(sorted(whole.items(), key=lambda item: item[0].lower()))


def _folders(path: str) -> list[str]:
    parts = path.split("\\")
    return [f"{parts[0]}\\", *("\\".join(parts[:n]) for n in range(2, len(parts)))]


def find(table: Mapping[str, Any], name: str) -> Any | None:
    """The entry of that name, whatever its case."""
    wanted = name.lower()
    return next((value for key, value in table.items() if key.lower() == wanted), None)


def touches(marked: str, *places: str) -> bool:
    """Whether a mark (of `denied` or `slow`) is one of the places or stands above it."""
    mark = marked.lower()
    return any(f"{place.lower()}\\".startswith(f"{mark}\\") for place in places)
