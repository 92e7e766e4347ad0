"""How the newest full backup of each database was made."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, integer, optional_flag, optional_integer
from scanner.collectors.statement import sql_collector
from scanner.facts.storage import FullBackupMake
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[FullBackupMake]:
    return [
        FullBackupMake(
            database=filled(row, "database_name"),
            has_checksums=bool(optional_flag(row, "has_backup_checksums")),
            size=integer(row, "size_bytes"),
            compressed_size=optional_integer(row, "compressed_bytes"),
        )
        for row in rows
    ]


COLLECTOR = sql_collector(
    "full_backup_makes",
    FullBackupMake,
    Place.JOB_INSTANCES,
    interpret,
    parameters=("history_days",),
)
