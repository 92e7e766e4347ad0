"""IIS and the BAM portal: the live configuration, its backups, its history."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PortalElement:
    """One element of an applicationHost.config that the portal may use, compared by value.

    `source` is 'live' or the backup folder's name. `kind`: site, binding, application, pool,
    virtual_directory. `key` identifies it: 'Default Web Site' (site), 'Default Web Site/BAM'
    (application), 'Default Web Site/BAM:/' (its virtual directory), 'BAMAppPool' (pool).
    `settings` are its attributes in sorted order, absent ones left out, secrets only as 'filled'
    or 'empty'; those of a pool's identity are named 'processModel.identityType' and so on.
    """

    source: str
    kind: str
    key: str
    settings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class IisBackup:
    """A folder below inetsrv\\backup with its applicationHost.config (size 0: missing or empty)."""

    name: str
    written: datetime
    config_size: int
    config_written: datetime | None


@dataclass(frozen=True)
class IisHistoryEntry:
    """A folder of the automatic history; same disk and rolling, so never a backup by itself."""

    name: str
    written: datetime


@dataclass(frozen=True)
class SharedConfiguration:
    """redirection.config: with shared configuration an appcmd backup holds only the redirection."""

    enabled: bool
    path: str


@dataclass(frozen=True)
class PortalFile:
    """The web.config of an application of IIS; `application` is keyed as in `PortalElement`.

    `exists` is None where the application's folder is not on a drive of that machine.
    """

    application: str
    path: str
    exists: bool | None
    size: int
    written: datetime | None


@dataclass(frozen=True)
class PortalDatabase:
    """The BAM database that the web.config of an application of IIS names (BamServer, BamDatabase).

    Both are empty where it names none, or is no XML. `application` and `exists` as in `PortalFile`.
    """

    application: str
    path: str
    exists: bool | None
    server: str
    database: str


@dataclass(frozen=True)
class HistoryService:
    """AppHostSvc, which keeps the automatic history of IIS's configuration."""

    installed: bool
    running: bool
    start_mode: str
