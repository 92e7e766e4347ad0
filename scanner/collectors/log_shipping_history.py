"""What a destination restored: every column that bts_LogShippingHistory has there."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import as_texts
from scanner.collectors.statement import sql_collector
from scanner.facts.log_shipping import LogShippingHistoryRow
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[LogShippingHistoryRow]:
    return [LogShippingHistoryRow(as_texts(row)) for row in rows]


COLLECTOR = sql_collector(
    "log_shipping_history", LogShippingHistoryRow, Place.DESTINATION, interpret
)
