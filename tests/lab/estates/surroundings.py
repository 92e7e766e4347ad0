"""What the backup job leans on: its procedures in every database, log chains, credentials."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import NAMESPACE_DNS, uuid5

from tests.lab.estates import company
from tests.lab.estates.jobs import STORE
from tests.lab.tds.contents import SYSTEM_DATABASES
from tests.lab.tds.description import LabSqlServer, Row

PROCEDURES = (
    "sp_BackupBizTalkFull",
    "sp_BackupBizTalkLog",
    "sp_GetServerName",
    "sp_SetMark",
    "sp_SetMarkRemote",
)


def surrounded(servers: dict[str, LabSqlServer]) -> dict[str, LabSqlServer]:
    """The same servers, their databases set up for the backup job; what is there already stays."""
    for server in servers.values():
        own = [name for name in server.databases if name not in SYSTEM_DATABASES]
        for name in own:
            tables = server.databases[name]
            tables.setdefault("sys.procedures", [{"name": one} for one in PROCEDURES])
            tables.setdefault("dbo.MarkLog", [])
        master = server.databases.setdefault("master", {})
        master.setdefault("sys.database_recovery_status", _log_chains(own))
        master.setdefault("sys.credentials", [_credential()])
    return servers


def database_number(server: LabSqlServer, database: str) -> int:
    """Its database_id."""
    own = [name for name in server.databases if name not in SYSTEM_DATABASES]
    return own.index(database) + len(SYSTEM_DATABASES) + 1


def _log_chains(databases: Sequence[str]) -> list[Row]:
    return [
        {
            "database_id": number,
            "database_guid": uuid5(NAMESPACE_DNS, f"{name}.{company.DNS_DOMAIN}"),
            "last_log_backup_lsn": Decimal(1_790_000_000_000_000_000),
        }
        for number, name in enumerate(databases, len(SYSTEM_DATABASES) + 1)
    ]


def _credential() -> Row:
    return {"name": STORE, "credential_identity": "SHARED ACCESS SIGNATURE"}
