"""Options of an instance that log shipping needs."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, integer
from scanner.collectors.statement import sql_collector
from scanner.facts.server_settings import ServerOption
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[ServerOption]:
    return [ServerOption(filled(row, "name"), integer(row, "in_use")) for row in rows]


COLLECTOR = sql_collector(
    "server_options", ServerOption, Place.DESTINATION, interpret, never_empty=True
)
