"""How many parties the group has."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import integer
from scanner.collectors.statement import sql_collector
from scanner.facts.applications import Parties
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[Parties]:
    return [Parties(integer(row, "Parties")) for row in rows]


COLLECTOR = sql_collector("parties", Parties, Place.MANAGEMENT, interpret, never_empty=True)
