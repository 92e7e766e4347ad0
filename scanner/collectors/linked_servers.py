"""The linked servers of an instance."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, flag, optional_text
from scanner.collectors.statement import sql_collector
from scanner.facts.server_settings import LinkedServer
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[LinkedServer]:
    return [
        LinkedServer(
            name=filled(row, "name"),
            data_source=optional_text(row, "data_source") or "",
            is_rpc_out=flag(row, "is_rpc_out_enabled"),
        )
        for row in rows
    ]


COLLECTOR = sql_collector("linked_servers", LinkedServer, Place.EVERY_INSTANCE, interpret)
