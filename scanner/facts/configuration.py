"""The configuration of BizTalk Server: its exports, what changed since, which updates came."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class NamedDatabase:
    """A database that an export names; `id` is the question's own, the same in every export."""

    id: str
    server: str
    name: str


@dataclass(frozen=True)
class NamedAccount:
    """An account that an export names for a service; `id` is the question's own, in lower case."""

    id: str
    account: str


@dataclass(frozen=True)
class NamedAlerts:
    """BAM alerts that an export enables: the server and the prefix of their databases' names."""

    server: str
    prefix: str


@dataclass(frozen=True)
class ConfigurationExport:
    """An XML file that lies where configuration exports are kept, as far as it is understood.

    `features` is empty when it is no configuration export; `installed` are those that setup had
    put on the computer. `secrets` names what is filled in where a password belongs; never the
    password. `alerts` is None where BAM alerts are not enabled.
    """

    folder: str
    path: str
    well_formed: bool
    features: tuple[str, ...]
    databases: tuple[NamedDatabase, ...]
    secrets: tuple[str, ...]
    accounts: tuple[NamedAccount, ...] = ()
    installed: tuple[str, ...] = ()
    alerts: NamedAlerts | None = None


@dataclass(frozen=True)
class ConfigurationChange:
    """When the management database last noted a change of a kind of thing.

    Whether DateModified is UTC or local time is not documented for most tables, so the moment lies
    between `earliest` and `latest`. `name` is filled where only one thing is meant.
    """

    kind: str
    name: str
    earliest: datetime
    latest: datetime


@dataclass(frozen=True)
class InstalledUpdate:
    """An update of BizTalk Server in the list of installed programs; the day is the host's own.

    `installed` is None where the installer left no day, or none that can be read.
    """

    key: str
    name: str
    installed: date | None


@dataclass(frozen=True)
class WindowsUpdate:
    """An update that Windows lists as installed (Win32_QuickFixEngineering), by its KB number.

    The day is the host's own; None where Windows does not know it.
    """

    key: str
    installed: date | None
