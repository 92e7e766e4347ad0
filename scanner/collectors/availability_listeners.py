"""The listeners of availability groups."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.availability import AvailabilityListener
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[AvailabilityListener]:
    return [
        AvailabilityListener(filled(row, "group_name"), filled(row, "dns_name"))
        for row in visible(rows, "sees_all", "VIEW ANY DEFINITION")
    ]


COLLECTOR = sql_collector(
    "availability_listeners", AvailabilityListener, Place.EVERY_INSTANCE, interpret
)
