"""Who may do what on a SQL Server: logins, users, service accounts, owners of jobs, ourselves."""

from dataclasses import dataclass

AGENT, ENGINE = "agent", "engine"


@dataclass(frozen=True)
class ServiceAccount:
    """sys.dm_server_services: what a service of the instance runs as; `program` is one of above."""

    program: str
    account: str


@dataclass(frozen=True)
class ServerLogin:
    """sys.server_principals without roles and certificates.

    `type`: S SQL login, U Windows account, G Windows group, E and X the same of Entra ID. `sid` is
    in the form S-1-5-21-…, that of a SQL login in hexadecimal digits. `is_sysadmin` is direct
    membership: who is in a Windows group is not told.
    """

    name: str
    sid: str
    type: str
    is_disabled: bool
    is_sysadmin: bool

    @property
    def is_group(self) -> bool:
        return self.type in ("G", "X")


@dataclass(frozen=True)
class DatabaseUser:
    """sys.database_principals of a job database: its users, without roles; codes as above.

    `sid` is empty for a user of no login; `is_backup_user` is direct membership of
    BTS_BACKUP_USERS.
    """

    database: str
    name: str
    sid: str
    type: str
    is_backup_user: bool

    @property
    def is_group(self) -> bool:
        return self.type in ("G", "X")


@dataclass(frozen=True)
class JobOwner:
    """The owner of a job; `name` is None when neither SQL Server nor Windows knows the `sid`."""

    job_id: str
    sid: str
    name: str | None


@dataclass(frozen=True)
class OwnRights:
    """What our own login may do on the instance, group memberships included."""

    is_sysadmin: bool
    controls_server: bool
    alters_logins: bool


@dataclass(frozen=True)
class OwnRoles:
    """What our own login is in a job database, group memberships included."""

    database: str
    is_owner: bool
    is_biztalk_administrator: bool
    is_backup_user: bool
