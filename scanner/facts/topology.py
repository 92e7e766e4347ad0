"""What the management database says of its own group."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DatabaseRef:
    """A database as BizTalk's tables name it; `server` may be an alias, a listener, `host,port`."""

    server: str
    name: str


@dataclass(frozen=True)
class BizTalkGroup:
    """adm_Group, one row; a database that is not configured (empty in the table) is None."""

    name: str
    tracking: DatabaseRef | None
    master_message_box: DatabaseRef | None
    bam: DatabaseRef | None
    rules: DatabaseRef | None
    sso_server: str


@dataclass(frozen=True)
class MessageBox:
    """adm_MessageBox."""

    database: DatabaseRef
    is_master: bool


@dataclass(frozen=True)
class BizTalkServer:
    """adm_Server: a computer that runs BizTalk Server."""

    name: str


@dataclass(frozen=True)
class BackupDatabase:
    """admv_BackupDatabases: one database that the backup job must back up."""

    database: DatabaseRef


@dataclass(frozen=True)
class OtherBackupDatabase:
    """adm_OtherBackupDatabases; `role` is DefaultDatabaseName, 'SSO' for SSODB."""

    role: str
    database: DatabaseRef


@dataclass(frozen=True)
class ProductVersion:
    """BizTalkDBVersion of the management database, one row a BizTalk database schema."""

    component: str
    product: str
    database: str


@dataclass(frozen=True)
class BamProperty:
    """bam_Metadata_Properties; `BAMVRoot` of scope Global is the portal's address."""

    scope: str
    name: str
    value: str
