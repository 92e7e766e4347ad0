"""The accounts of the two services of an instance that backups depend on."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled
from scanner.collectors.statement import sql_collector
from scanner.facts.permissions import AGENT, ENGINE, ServiceAccount
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[ServiceAccount]:
    found = [ServiceAccount(program(row), filled(row, "service_account")) for row in rows]
    if len({one.program for one in found}) != len(found):
        raise Unparsable("column program: one service of each kind expected")
    return found


def program(row: Row) -> str:
    name = filled(row, "program")
    if name not in (AGENT, ENGINE):
        raise Unparsable("column program: agent or engine expected")
    return name


COLLECTOR = sql_collector(
    "service_accounts", ServiceAccount, Place.EVERY_INSTANCE, interpret, never_empty=True
)
