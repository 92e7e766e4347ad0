"""The computers of the group."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled
from scanner.collectors.statement import sql_collector
from scanner.facts.topology import BizTalkServer
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BizTalkServer]:
    return [BizTalkServer(filled(row, "Name")) for row in rows]


COLLECTOR = sql_collector(
    "biztalk_servers", BizTalkServer, Place.MANAGEMENT, interpret, discovers=True
)
