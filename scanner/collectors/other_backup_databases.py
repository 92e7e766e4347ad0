"""The databases that were added to the backup job; SSO among them."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled
from scanner.collectors.statement import sql_collector
from scanner.facts.topology import DatabaseRef, OtherBackupDatabase
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[OtherBackupDatabase]:
    return [
        OtherBackupDatabase(
            role=filled(row, "DefaultDatabaseName"),
            database=DatabaseRef(filled(row, "ServerName"), filled(row, "DatabaseName")),
        )
        for row in rows
    ]


COLLECTOR = sql_collector(
    "other_backup_databases", OtherBackupDatabase, Place.MANAGEMENT, interpret, discovers=True
)
