"""The switches of the backup job."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import flag, only
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_sets import BackupSettings
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BackupSettings]:
    row = only(rows)
    return [BackupSettings(flag(row, "UseCompression"), flag(row, "ForceFull"))]


COLLECTOR = sql_collector("backup_settings", BackupSettings, Place.MANAGEMENT, interpret)
