"""What a log shipping destination restored, and when."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, flag, local_moment
from scanner.collectors.statement import sql_collector
from scanner.facts.drills import NewestRestore
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row

TYPES = frozenset("DFGILRV")


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[NewestRestore]:
    return [
        NewestRestore(
            database=filled(row, "database_name"),
            type=kind(row),
            to_mark=flag(row, "to_mark"),
            restored=local_moment(row, "restored", clock.offset),
        )
        for row in rows
    ]


def kind(row: Row) -> str:
    found = filled(row, "restore_type")
    if found not in TYPES:
        raise Unparsable("column restore_type: a type that is not documented")
    return found


COLLECTOR = sql_collector("newest_restores", NewestRestore, Place.DESTINATION, interpret)
