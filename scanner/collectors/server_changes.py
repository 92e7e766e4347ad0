"""When the jobs and the logins of an instance last changed: what is not in its databases."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, local_moment, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.restoring import JOB, LOGIN, ServerChange
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[ServerChange]:
    found = [_change(row, clock) for row in visible(rows, "sees_all", "VIEW ANY DEFINITION")]
    if LOGIN not in {one.kind for one in found}:
        raise Unparsable("an instance without any login")
    return found


def _change(row: Row, clock: Clock) -> ServerChange:
    kind = filled(row, "kind")
    if kind not in (JOB, LOGIN):
        raise Unparsable("column kind: a kind that was not asked for")
    return ServerChange(kind, filled(row, "name"), local_moment(row, "changed", clock.offset))


COLLECTOR = sql_collector(
    "server_changes", ServerChange, Place.JOB_INSTANCES, interpret, never_empty=True
)
