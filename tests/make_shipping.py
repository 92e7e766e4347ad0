"""Facts of a log shipping destination for tests, beside those of `make_sql`."""

from collections.abc import Iterator

from scanner.facts.log_shipping import LogShippingDatabase, LogShippingTable
from tests import make

TABLES = ("bts_LogShippingDatabases", "bts_LogShippingHistory", "bts_LogShippingLastRestoreSet")
GET_HISTORY = "BTS Log Shipping - Get Backup History"
RESTORE = "BTS Log Shipping - Restore Databases"


def tables(*names: str) -> Iterator[LogShippingTable]:
    """All of them, or those that are named."""
    yield from (LogShippingTable(name, ("Id",)) for name in names or TABLES)


def recovered(name: str = make.MANAGEMENT.name, **changes: str | None) -> LogShippingDatabase:
    """A database that the destination restores, its backups read from where the source has them."""
    plain: dict[str, str | None] = {
        "DatabaseName": name,
        "DBFileLocation": None,
        "LogFileLocation": None,
    }
    return LogShippingDatabase({**plain, **changes})
