"""What the backup job noted of its sets. The time is not yet a time: see the fact."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from scanner.collectors.columns import filled, flag, integer, local_moment, optional_text
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.topology import DatabaseRef
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row

AS_IF_UTC = timedelta()


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BackupHistoryRow]:
    return [
        BackupHistoryRow(
            set_id=integer(row, "BackupSetId"),
            mark=optional_text(row, "MarkName"),
            database=database(row),
            file_name=filled(row, "BackupFileName"),
            location=filled(row, "BackupFileLocation"),
            type=kind(row),
            stamp=local_moment(row, "BackupDateTime", AS_IF_UTC),
            set_complete=flag(row, "SetComplete"),
        )
        for row in rows
    ]


def database(row: Row) -> DatabaseRef:
    """The table allows NULL for the server; a nameless one matches no expected database."""
    return DatabaseRef(optional_text(row, "ServerName") or "", filled(row, "DatabaseName"))


def kind(row: Row) -> str:
    found = filled(row, "BackupType")
    if found not in ("db", "lg"):
        raise Unparsable("column BackupType: db or lg expected, got other text")
    return found


COLLECTOR = sql_collector(
    "backup_history", BackupHistoryRow, Place.MANAGEMENT, interpret, discovers=True
)
