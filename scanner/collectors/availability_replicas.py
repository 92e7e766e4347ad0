"""The replicas of each database that an availability group holds."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import code, filled, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.availability import AvailabilityReplica
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

ASYNCHRONOUS, SYNCHRONOUS, CONFIGURATION_ONLY = 0, 1, 4
MODES = (ASYNCHRONOUS, SYNCHRONOUS, CONFIGURATION_ONLY)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[AvailabilityReplica]:
    return [
        replica(row)
        for row in visible(rows, "sees_all", "VIEW ANY DEFINITION and VIEW ANY DATABASE")
    ]


def replica(row: Row) -> AvailabilityReplica:
    mode = code(row, "availability_mode", MODES)
    return AvailabilityReplica(
        database=filled(row, "database_name"),
        group=filled(row, "group_name"),
        server=filled(row, "replica_server_name"),
        is_synchronous=mode == SYNCHRONOUS,
        holds_data=mode != CONFIGURATION_ONLY,
    )


COLLECTOR = sql_collector(
    "availability_replicas", AvailabilityReplica, Place.EVERY_INSTANCE, interpret, discovers=True
)
