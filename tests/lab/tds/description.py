"""A SQL Server of the lab, as data."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

Row = dict[str, Any]


@dataclass
class LabTable:
    """A table with columns of its own (`{"SetComplete": "bit"}`), where no schema file has it or
    other columns than the documented ones are wanted. A type may end in " not null"."""

    columns: dict[str, str]
    rows: list[Row] = field(default_factory=list)


Tables = dict[str, list[Row] | LabTable]

ORDINARY = frozenset({"CONNECT SQL", "VIEW ANY DATABASE"})
READER = ORDINARY | {"VIEW SERVER STATE", "VIEW ANY DEFINITION"}


@dataclass
class LabLogin:
    """`denied`: objects as "msdb.dbo.sysjobs"; their rows in the catalogue are hidden too, unless
    the login has VIEW ANY DEFINITION. `databases`: those that it may enter, None for all."""

    password: str
    permissions: frozenset[str] = READER
    denied: frozenset[str] = frozenset()
    databases: frozenset[str] | None = None
    server_roles: frozenset[str] = frozenset()
    database_roles: dict[str, frozenset[str]] = field(default_factory=dict)
    database_permissions: dict[str, frozenset[str]] = field(default_factory=dict)
    disabled: bool = False
    default_database: str = "master"


@dataclass(frozen=True)
class StatementError:
    """Statements that contain `statement` are refused with this number."""

    statement: str
    number: int
    message: str = "The lab was told to refuse this."


@dataclass
class Faults:
    """Read anew at every connection and statement, so that a running server can be broken.
    Texts are looked for in statements, without regard to case."""

    refuse: bool = False
    blackhole: bool = False
    wrong_certificate: bool = False
    wrong_name: bool = False
    slow: float = 0.0  # seconds before each statement
    slow_login: float = 0.0
    freeze_login: bool = False
    freeze_before: str | None = None
    freeze_in_fetch: int | None = None  # after so many rows of a result
    freeze_in_fetch_of: str = ""
    drop: str | None = None
    drop_in_fetch: int | None = None
    garbage: str | None = None
    deadlock: str | None = None
    errors: list[StatementError] = field(default_factory=list)


@dataclass
class LabSqlServer:
    """`databases`: {"BizTalkMgmtDb": {"dbo.adm_Group": [{...}]}, "msdb": {...}, "master":
    {"sys.dm_server_services": [...]}}. A database has the tables that its namesake in the schema
    files has, and those listed; `like` names the namesake of a renamed one. Server-scoped sys
    views stand under "master" and answer in every database. Rows of sys.databases are made from
    `databases`; rows given for it change or add to them by name. Columns that a row leaves out
    are NULL or their type's zero. `free` says of a drive such as D:\\ what is left on it, where
    that matters."""

    name: str
    machine: str
    logins: dict[str, LabLogin]
    databases: dict[str, Tables]
    product_version: str = "15.0.4430.1"
    edition: str = "Enterprise Edition (64-bit)"
    utc_offset_minutes: int = 60
    clock_shift: timedelta = timedelta()
    like: dict[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()  # "BizTalkMgmtDb.dbo.BizTalkCUVersion"
    properties: dict[str, str | int | None] = field(default_factory=dict)  # for SERVERPROPERTY
    free: dict[str, int] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)

    @property
    def version(self) -> tuple[int, int, int]:
        major, minor, build = self.product_version.split(".")[:3]
        return int(major), int(minor), int(build)

    def login_named(self, name: str) -> LabLogin | None:
        return next((v for k, v in self.logins.items() if k.lower() == name.lower()), None)
