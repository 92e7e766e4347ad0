"""The backups that msdb recorded: what SQL Server itself knows of them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from scanner.collectors.columns import (
    filled,
    flag,
    integer,
    local_moment,
    optional_integer,
    value,
)
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_sets import RecordedBackup
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row

UNKNOWN_ZONE = 127
FARTHEST_ZONE = 56  # quarter hours, UTC+14; the page says 48


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[RecordedBackup]:
    return [backup(row, zone(row, clock)) for row in rows]


def backup(row: Row, offset: timedelta) -> RecordedBackup:
    return RecordedBackup(
        database=filled(row, "database_name"),
        type=filled(row, "type"),
        device=filled(row, "device"),
        started=local_moment(row, "backup_start_date", offset),
        finished=local_moment(row, "backup_finish_date", offset),
        offset=offset,
        is_copy_only=flag(row, "is_copy_only"),
        size=integer(row, "size_bytes"),
        compressed_size=optional_integer(row, "compressed_bytes"),
    )


def zone(row: Row, clock: Clock) -> timedelta:
    """Local minus UTC when the backup started; the offset of today where msdb does not know."""
    if value(row, "time_zone") is None:
        return clock.offset
    quarters = integer(row, "time_zone", least=-FARTHEST_ZONE)
    if quarters == UNKNOWN_ZONE:
        return clock.offset
    if quarters > FARTHEST_ZONE:
        raise Unparsable("column time_zone: no such offset")
    return timedelta(minutes=15 * quarters)


COLLECTOR = sql_collector(
    "recorded_backups",
    RecordedBackup,
    Place.JOB_INSTANCES,
    interpret,
    parameters=("history_days",),
)
