"""Where every open database stands in its log chain now."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, optional_identifier, visible
from scanner.collectors.lsns import optional_lsn
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_chain import RecoveryState
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[RecoveryState]:
    """Of a database that is not open every column is NULL: nothing is known of it."""
    return [
        RecoveryState(
            database=filled(row, "name"),
            fork=optional_identifier(row, "recovery_fork_guid"),
            next_log_lsn=optional_lsn(row, "last_log_backup_lsn"),
        )
        for row in visible(rows, "sees_all", "VIEW ANY DATABASE")
        if optional_identifier(row, "database_guid") is not None
    ]


COLLECTOR = sql_collector("recovery_states", RecoveryState, Place.JOB_INSTANCES, interpret)
