"""What was restored on an instance: a break of the chain there, a proof on a destination."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import (
    filled,
    local_moment,
    optional_integer,
    optional_text,
    value,
)
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_chain import Restore
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[Restore]:
    """A row without its database or its date says nothing; the table allows both."""
    return [
        restore(row, clock)
        for row in rows
        if value(row, "destination_database_name") is not None
        and value(row, "restore_date") is not None
    ]


def restore(row: Row, clock: Clock) -> Restore:
    return Restore(
        database=filled(row, "destination_database_name"),
        restored=local_moment(row, "restore_date", clock.offset),
        type=optional_text(row, "restore_type") or "",
        user=optional_text(row, "user_name") or "",
        source_server=optional_text(row, "server_name") or "",
        source_database=optional_text(row, "database_name") or "",
        size=optional_integer(row, "size_bytes"),
        stop_at_mark=optional_text(row, "stop_at_mark_name"),
    )


COLLECTOR = sql_collector(
    "restores", Restore, Place.EVERY_INSTANCE, interpret, parameters=("history_days",)
)
