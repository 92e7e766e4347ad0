"""Every database of an instance; rows that the login may not see are a refusal."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import code, filled, flag, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.instances import Database
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

STATES = (0, 1, 2, 3, 4, 5, 6)
RECOVERY_MODELS = (1, 2, 3)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[Database]:
    return [
        Database(
            name=filled(row, "name"),
            state=code(row, "state", STATES),
            recovery_model=code(row, "recovery_model", RECOVERY_MODELS),
            availability_group_replica=flag(row, "in_availability_group"),
        )
        for row in visible(rows, "sees_all", "VIEW ANY DATABASE")
    ]


COLLECTOR = sql_collector("databases", Database, Place.EVERY_INSTANCE, interpret, never_empty=True)
