"""What people declare: the estate, free of secrets by construction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path


class Loss(StrEnum):
    """What may be lost at once; NOTHING asks what the backups would give if all were there."""

    NOTHING = "nothing"
    SQL_MACHINES = "sql_machines"
    DESTINATION = "backup_destination"
    SITE = "site"


@dataclass(frozen=True)
class Objectives:
    """What the business asked for; `survive` are the losses that a restore must be possible
    after, each by itself."""

    rpo: timedelta | None = None
    rto: timedelta | None = None
    drill: timedelta | None = None
    survive: tuple[Loss, ...] = (Loss.SQL_MACHINES,)


class CredentialKind(StrEnum):
    SQL_LOGIN = "sql"
    WINDOWS = "windows"
    NTLM = "ntlm"
    KERBEROS = "kerberos"
    CERTIFICATE = "certificate"


class SecretKind(StrEnum):
    ENVIRONMENT = "env"
    FILE = "file"
    KEYRING = "keyring"
    PROMPT = "prompt"


@dataclass(frozen=True)
class SecretSource:
    """Where a secret is fetched from at run time: a variable's name, a file, a keyring service."""

    kind: SecretKind
    name: str = ""


@dataclass(frozen=True)
class Credential:
    """A named way to log on; `username` may carry a domain (`CORP\\svc-audit`)."""

    name: str
    kind: CredentialKind
    username: str = ""
    secret: SecretSource | None = None
    certificate_file: Path | None = None
    key_file: Path | None = None


@dataclass(frozen=True)
class SqlAccess:
    """How SQL Server instances are reached; per-server entries override the group's own."""

    credential: str
    driver: str = ""
    encrypt: bool = True
    ca_file: Path | None = None
    certificate_name: str = ""
    trust_server_certificate: bool = False


@dataclass(frozen=True)
class WindowsAccess:
    """How Windows hosts are reached by WinRM."""

    credential: str
    scheme: str = "https"
    port: int = 5986
    ca_file: Path | None = None
    certificate_name: str = ""


@dataclass(frozen=True)
class ShareAccess:
    """How file shares are reached by SMB."""

    credential: str
    port: int = 445


class HostRole(StrEnum):
    """What a declared or discovered Windows host is to the group."""

    BIZTALK = "biztalk"
    SECRET_SERVER = "master_secret"  # noqa: S105 - a role, not a password
    PORTAL = "bam_portal"
    SQL_MACHINE = "sql_machine"
    FILES = "files"


@dataclass(frozen=True)
class DeclaredHost:
    """A Windows host the group's tables need not name.

    With `nodes` it is the network name of a cluster: its nodes are asked in its place.
    """

    name: str
    roles: tuple[HostRole, ...]
    site: str = ""
    nodes: tuple[str, ...] = ()


class Artefact(StrEnum):
    """What a location is declared to hold."""

    SECRET_BACKUP = "master_secret"  # noqa: S105 - a kind of file, not a password
    PORTAL_CONFIGURATION = "bam_portal"
    CONFIGURATION_EXPORT = "configuration"
    APPLICATIONS = "applications"
    GROUP_BINDINGS = "group_bindings"
    PARTIES = "parties"
    GROUP_SETTINGS = "group_settings"
    CHANGE_RECORD = "change_record"
    SQL_BACKUPS = "sql_backups"
    BAM_ANALYSIS = "bam_analysis"
    INSTALLATION_MEDIA = "installation_media"
    AGENT_JOBS = "agent_jobs"
    LOGINS = "logins"
    DRILL_RESULT = "drill_result"
    RESTORE_SCRIPT = "restore_config"


EXPORTED_XML = frozenset(  # by BTSTask: the content is read, as far as a host keeps it
    {
        Artefact.APPLICATIONS,
        Artefact.GROUP_BINDINGS,
        Artefact.PARTIES,
        Artefact.GROUP_SETTINGS,
    }
)


@dataclass(frozen=True)
class Location:
    """Where artefacts are kept: a UNC folder (`host` empty), or a folder of a named host.

    `naming` says which files are whose: a pattern below the folder in which `{host}` stands for a
    server's name. Without it, a file belongs to the server whose name is a word of its path.
    """

    path: str
    host: str
    holds: tuple[Artefact, ...]
    site: str = ""
    hash_allowed: bool = False
    naming: str = ""


@dataclass(frozen=True)
class Reach:
    """Patterns (`*`, `?`, case-insensitive) of what our credentials may be sent to."""

    sql: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()


@dataclass(frozen=True)
class LogShipping:
    """The declared destinations; `none` says aloud that there is none; empty means not declared."""

    destinations: tuple[str, ...] = ()
    none: bool = False


class ServerNames(StrEnum):
    """Which names the SQL Servers have after a restore: those that they had, because they move
    with a cluster, a listener or an alias or are set up anew under the same name; or others."""

    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True)
class Restore:
    """How the databases are meant to come back; no `names`: the estate does not say."""

    names: ServerNames | None = None


@dataclass(frozen=True)
class CustomDatabase:
    """A database of the organisation's own that must be restored together with BizTalk's."""

    server: str
    name: str


@dataclass(frozen=True)
class Group:
    """One BizTalk group as declared. Server names compare case-insensitively."""

    name: str
    management_server: str
    management_database: str
    sql: SqlAccess
    sql_overrides: Mapping[str, SqlAccess] = field(default_factory=dict)
    windows: WindowsAccess | None = None
    windows_overrides: Mapping[str, WindowsAccess] = field(default_factory=dict)
    shares: ShareAccess | None = None
    hosts: tuple[DeclaredHost, ...] = ()
    locations: tuple[Location, ...] = ()
    reach: Reach = field(default_factory=Reach)
    aliases: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    log_shipping: LogShipping = field(default_factory=LogShipping)
    restore: Restore = field(default_factory=Restore)
    objectives: Objectives = field(default_factory=Objectives)
    custom_databases: tuple[CustomDatabase, ...] = ()


@dataclass(frozen=True)
class Estate:
    """The whole file; `limits` maps check id to limit name to value; `sha256` is of the file."""

    organisation: str
    credentials: Mapping[str, Credential]
    groups: tuple[Group, ...]
    limits: Mapping[str, Mapping[str, str | int | float | bool]]
    sha256: str
    decisions: Path | None = None
