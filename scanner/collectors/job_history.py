"""How BizTalk backup and log shipping jobs ended."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import code, identifier, integer, optional_text
from scanner.collectors.msdb_times import duration, started
from scanner.collectors.statement import sql_collector
from scanner.facts.agent_jobs import JobRun
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

STATUSES = (0, 1, 2, 3, 4)


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[JobRun]:
    return [
        JobRun(
            job_id=identifier(row, "job_id"),
            instance_id=integer(row, "instance_id"),
            step=integer(row, "step_id"),
            status=code(row, "run_status", STATUSES),
            started=started(row, "run_date", "run_time", clock.offset),
            duration=duration(row, "run_duration"),
            message=optional_text(row, "message") or "",
        )
        for row in rows
    ]


COLLECTOR = sql_collector("job_history", JobRun, Place.EVERY_INSTANCE, interpret)
