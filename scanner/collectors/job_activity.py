"""What SQL Server Agent runs at this moment."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import identifier, optional_local_moment
from scanner.collectors.statement import sql_collector
from scanner.facts.agent_jobs import JobActivity
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[JobActivity]:
    return [
        JobActivity(
            job_id=identifier(row, "job_id"),
            started=optional_local_moment(row, "start_execution_date", clock.offset),
            stopped=optional_local_moment(row, "stop_execution_date", clock.offset),
        )
        for row in rows
    ]


COLLECTOR = sql_collector("job_activity", JobActivity, Place.EVERY_INSTANCE, interpret)
