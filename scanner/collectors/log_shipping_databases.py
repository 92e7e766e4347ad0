"""What a destination recovers: every column that bts_LogShippingDatabases has there."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import as_texts
from scanner.collectors.statement import sql_collector
from scanner.facts.log_shipping import LogShippingDatabase
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[LogShippingDatabase]:
    return [LogShippingDatabase(as_texts(row)) for row in rows]


COLLECTOR = sql_collector(
    "log_shipping_databases", LogShippingDatabase, Place.DESTINATION, interpret, discovers=True
)
