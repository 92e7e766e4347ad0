"""Enterprise Single Sign-On: where the master secret lives, and what is known of its backups."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SsoGlobalInfo:
    """SSOX_GlobalInfo, one row; `secret_server` is None before configuration ('-----')."""

    secret_server: str | None
    admin_group: str


@dataclass(frozen=True)
class SsoService:
    """The ENTSSO service of a host (Win32_Service); absent when `installed` is False."""

    installed: bool
    running: bool
    start_mode: str
    account: str


@dataclass(frozen=True)
class SecretKey:
    """A child key of HKLM\\SOFTWARE\\Microsoft\\ENTSSO\\SSOSS: the id of a secret held here.

    One fact with `secret_id` None says that it was looked for and no secret is held here.
    """

    secret_id: str | None


@dataclass(frozen=True)
class SsoEvent:
    """An event of ENTSSO in the Application log; `properties` are its insertion strings."""

    event_id: int
    written: datetime
    properties: tuple[str, ...]


@dataclass(frozen=True)
class EventLog:
    """The log that the events came from: how far back it reaches (None: empty)."""

    name: str
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True)
class SecretOriginal:
    """The file that event 10559 names, on the master secret server; it may be gone by now."""

    path: str
    exists: bool
    size: int
    written: datetime | None
