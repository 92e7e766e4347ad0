"""Whether SQL Server Agent runs."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import code, filled, only, text
from scanner.collectors.statement import sql_collector
from scanner.facts.instances import AgentService
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row

RUNNING = 4
STATUSES = (1, 2, 3, RUNNING, 5, 6, 7)
STARTUP_TYPES = (0, 1, 2, 3, 4)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[AgentService]:
    row = only(rows)
    clustered = text(row, "is_clustered")
    if clustered not in ("Y", "N"):
        raise Unparsable("column is_clustered: Y or N expected")
    return [
        AgentService(
            running=code(row, "status", STATUSES) == RUNNING,
            startup_type=code(row, "startup_type", STARTUP_TYPES),
            account=filled(row, "service_account"),
            is_clustered=clustered == "Y",
        )
    ]


COLLECTOR = sql_collector(
    "agent_service", AgentService, Place.EVERY_INSTANCE, interpret, never_empty=True
)
