"""The backups that msdb recorded, with the LSNs that prove a chain, and who made them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from scanner.collectors.columns import (
    filled,
    flag,
    integer,
    local_moment,
    optional_flag,
    optional_identifier,
    optional_integer,
    optional_local_moment,
    optional_text,
)
from scanner.collectors.lsns import optional_lsn
from scanner.collectors.recorded_backups import zone
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_chain import ChainBackup
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

HOUR = timedelta(hours=1)


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[ChainBackup]:
    return [backup(row, zone(row, clock)) for row in rows]


def backup(row: Row, offset: timedelta) -> ChainBackup:
    started = local_moment(row, "backup_start_date", offset)
    return ChainBackup(
        number=integer(row, "backup_set_id"),
        database=filled(row, "database_name"),
        server=optional_text(row, "server_name") or "",
        type=filled(row, "type"),
        device=filled(row, "device"),
        device_type=integer(row, "device_type"),
        program=optional_text(row, "software_name") or "",
        user=optional_text(row, "user_name") or "",
        started=started,
        finished=not_before(started, local_moment(row, "backup_finish_date", offset)),
        offset=offset,
        created=optional_local_moment(row, "database_creation_date", offset),
        first_lsn=optional_lsn(row, "first_lsn"),
        last_lsn=optional_lsn(row, "last_lsn"),
        first_fork=optional_identifier(row, "first_recovery_fork_guid"),
        last_fork=optional_identifier(row, "last_recovery_fork_guid"),
        recovery_model=optional_text(row, "recovery_model") or "",
        is_copy_only=flag(row, "is_copy_only"),
        is_snapshot=bool(optional_flag(row, "is_snapshot")),
        is_damaged=bool(optional_flag(row, "is_damaged")),
        has_bulk_changes=bool(optional_flag(row, "has_bulk_logged_data")),
        begins_log_chain=bool(optional_flag(row, "begins_log_chain")),
        size=integer(row, "size_bytes"),
        compressed_size=optional_integer(row, "compressed_bytes"),
    )


def not_before(started: datetime, finished: datetime) -> datetime:
    """The zone is that of the start; a clock set back meanwhile shows an end before it."""
    return finished + HOUR if finished < started else finished


COLLECTOR = sql_collector(
    "chain_backups", ChainBackup, Place.JOB_INSTANCES, interpret, parameters=("history_days",)
)
