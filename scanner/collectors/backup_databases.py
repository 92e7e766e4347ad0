"""The databases that the backup job must back up."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled
from scanner.collectors.statement import sql_collector
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BackupDatabase]:
    return [
        BackupDatabase(
            DatabaseRef(filled(row, "ServerName"), filled(row, "DatabaseName")),
        )
        for row in rows
    ]


COLLECTOR = sql_collector(
    "backup_databases",
    BackupDatabase,
    Place.MANAGEMENT,
    interpret,
    discovers=True,
    never_empty=True,
)
