"""The logins of an instance; those that we may not see are a refusal."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, flag, visible
from scanner.collectors.sids import sid
from scanner.collectors.statement import sql_collector
from scanner.facts.permissions import ServerLogin
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row

TYPES = ("S", "U", "G", "E", "X")


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[ServerLogin]:
    return [
        ServerLogin(
            name=filled(row, "name"),
            sid=sid(row, "sid"),
            type=kind(row),
            is_disabled=flag(row, "is_disabled"),
            is_sysadmin=flag(row, "is_sysadmin"),
        )
        for row in visible(rows, "sees_all", "VIEW ANY DEFINITION")
    ]


def kind(row: Row) -> str:
    found = filled(row, "type")
    if found not in TYPES:
        raise Unparsable("column type: a code that was not asked for")
    return found


COLLECTOR = sql_collector(
    "server_logins", ServerLogin, Place.EVERY_INSTANCE, interpret, never_empty=True
)
