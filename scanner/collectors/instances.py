"""Who an instance is: its own names, version, our rights there, its clock."""

from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta

from scanner.collectors.columns import filled, flag, only, zoned
from scanner.collectors.statement import sql_collector
from scanner.facts.instances import Instance
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[Instance]:
    row = only(rows)
    now = zoned(row, "server_time")
    return [
        Instance(
            name=filled(row, "server_name"),
            machine=filled(row, "machine_name"),
            product_version=filled(row, "product_version"),
            edition=filled(row, "edition"),
            is_clustered=flag(row, "is_clustered"),
            is_hadr_enabled=flag(row, "is_hadr_enabled"),
            account=filled(row, "account"),
            is_sysadmin=flag(row, "is_sysadmin"),
            utc_now=now.astimezone(UTC),
            offset=now.utcoffset() or timedelta(),
        )
    ]


COLLECTOR = sql_collector(
    "instances", Instance, Place.EVERY_INSTANCE, interpret, discovers=True, never_empty=True
)
