"""Which adapters the servers of a group run, through the handlers of their hosts."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, integer, optional_text
from scanner.collectors.statement import sql_collector
from scanner.facts.machines import HostedAdapter
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[HostedAdapter]:
    return [
        HostedAdapter(
            adapter=filled(row, "Adapter"),
            host=optional_text(row, "Host") or "",
            server=optional_text(row, "Server") or "",
            ports=integer(row, "Ports"),
        )
        for row in rows
    ]


COLLECTOR = sql_collector("adapters", HostedAdapter, Place.MANAGEMENT, interpret, never_empty=True)
