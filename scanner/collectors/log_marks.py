"""The marks in the logs: the points that all databases of a group can be restored to together."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from scanner.collectors.columns import filled, local_moment
from scanner.collectors.lsns import lsn
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_chain import LogMark
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

AS_IF_UTC = timedelta()


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[LogMark]:
    return [
        LogMark(
            database=filled(row, "database_name"),
            mark=filled(row, "mark_name"),
            lsn=lsn(row, "lsn"),
            local=local_moment(row, "mark_time", AS_IF_UTC),
        )
        for row in rows
    ]


COLLECTOR = sql_collector(
    "log_marks", LogMark, Place.JOB_INSTANCES, interpret, parameters=("history_days",)
)
