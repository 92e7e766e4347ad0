"""Which databases are copies of one another."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, identifier, value, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.database_families import DatabaseFamily
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[DatabaseFamily]:
    return [
        DatabaseFamily(filled(row, "name"), family(row))
        for row in visible(rows, "sees_all", "VIEW ANY DEFINITION and VIEW ANY DATABASE")
    ]


def family(row: Row) -> str:
    return "" if value(row, "family_guid") is None else identifier(row, "family_guid")


COLLECTOR = sql_collector(
    "database_families", DatabaseFamily, Place.EVERY_INSTANCE, interpret, never_empty=True
)
