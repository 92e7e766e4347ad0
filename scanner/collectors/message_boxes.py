"""The MessageBoxes of the group."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, integer
from scanner.collectors.statement import sql_collector
from scanner.facts.topology import DatabaseRef, MessageBox
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[MessageBox]:
    return [
        MessageBox(
            database=DatabaseRef(filled(row, "DBServerName"), filled(row, "DBName")),
            is_master=integer(row, "IsMasterMsgBox", least=-1) != 0,
        )
        for row in rows
    ]


COLLECTOR = sql_collector(
    "message_boxes", MessageBox, Place.MANAGEMENT, interpret, discovers=True, never_empty=True
)
