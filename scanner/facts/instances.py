"""SQL Server instances: who they are, what they hold, whether their Agent runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Instance:
    """One row a server: its own name, machine, version, our account, its clock."""

    name: str
    machine: str
    product_version: str
    edition: str
    is_clustered: bool
    is_hadr_enabled: bool
    account: str
    is_sysadmin: bool
    utc_now: datetime
    offset: timedelta


@dataclass(frozen=True)
class Database:
    """sys.databases; `state` and `recovery_model` are the numeric codes of that view."""

    name: str
    state: int
    recovery_model: int
    availability_group_replica: bool

    @property
    def is_online(self) -> bool:
        return self.state == 0

    @property
    def is_restoring(self) -> bool:
        return self.state == 1

    @property
    def is_full_recovery(self) -> bool:
        return self.recovery_model == 1


@dataclass(frozen=True)
class DatabaseFile:
    """sys.master_files; `size` in bytes. RESTORE moves a file by its `logical_name`."""

    database: str
    is_log: bool
    path: str
    size: int
    logical_name: str = ""


@dataclass(frozen=True)
class AgentService:
    """SQL Server Agent of the instance, told by its binary's name, never by its display name."""

    running: bool
    startup_type: int
    account: str
    is_clustered: bool
