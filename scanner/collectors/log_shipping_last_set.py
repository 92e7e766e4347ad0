"""The last set that a destination restored whole, whatever its column is called."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import as_texts
from scanner.collectors.statement import sql_collector
from scanner.facts.log_shipping import LogShippingLastSet
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[LogShippingLastSet]:
    return [LogShippingLastSet(as_texts(row)) for row in rows]


COLLECTOR = sql_collector("log_shipping_last_set", LogShippingLastSet, Place.DESTINATION, interpret)
