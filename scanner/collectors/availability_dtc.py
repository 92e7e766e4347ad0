"""Whether availability groups support distributed transactions."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, flag, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.availability import AvailabilityDtc
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[AvailabilityDtc]:
    return [
        AvailabilityDtc(filled(row, "group_name"), flag(row, "dtc_support"))
        for row in visible(rows, "sees_all", "VIEW ANY DEFINITION")
    ]


COLLECTOR = sql_collector("availability_dtc", AvailabilityDtc, Place.EVERY_INSTANCE, interpret)
