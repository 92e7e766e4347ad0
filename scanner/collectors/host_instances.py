"""The accounts that the host instances of a group run as."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, text
from scanner.collectors.statement import sql_collector
from scanner.facts.machines import HostInstance
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[HostInstance]:
    return [HostInstance(filled(row, "Name"), text(row, "LoginName").strip()) for row in rows]


COLLECTOR = sql_collector(
    "host_instances", HostInstance, Place.MANAGEMENT, interpret, never_empty=True
)
