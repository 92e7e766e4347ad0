"""Restores to a mark, which a trial restore of a BizTalk group is made of."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, integer, local_moment, optional_local_moment, value
from scanner.collectors.statement import sql_collector
from scanner.facts.drills import MarkedRestore
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row

OF_A_RESTORE = ("database_name", "mark_name", "restored")


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[MarkedRestore]:
    return [_restore(row, clock) for row in rows]


def _restore(row: Row, clock: Clock) -> MarkedRestore:
    oldest = optional_local_moment(row, "oldest", clock.offset)
    if integer(row, "restores") and oldest is None:
        raise Unparsable("column oldest: restores without a date")
    if all(value(row, name) is None for name in OF_A_RESTORE):
        return MarkedRestore("", "", None, oldest)
    return MarkedRestore(
        database=filled(row, "database_name"),
        mark=filled(row, "mark_name"),
        restored=local_moment(row, "restored", clock.offset),
        oldest=oldest,
    )


COLLECTOR = sql_collector(
    "marked_restores", MarkedRestore, Place.DESTINATION, interpret, never_empty=True
)
