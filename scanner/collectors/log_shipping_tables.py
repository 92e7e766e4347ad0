"""Which BizTalk log shipping tables a destination has: they are introspected, never assumed."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from scanner.collectors.columns import filled, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.log_shipping import LogShippingTable
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[LogShippingTable]:
    seen = visible(rows, "sees_all", "VIEW ANY DEFINITION")
    pairs = sorted({(filled(row, "table_name"), filled(row, "column_name")) for row in seen})
    return [
        LogShippingTable(table, tuple(column for _, column in columns))
        for table, columns in groupby(pairs, key=lambda pair: pair[0])
    ]


COLLECTOR = sql_collector("log_shipping_tables", LogShippingTable, Place.DESTINATION, interpret)
