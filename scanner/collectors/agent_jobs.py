"""The jobs of SQL Server Agent, without their commands."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, flag, identifier, integer, local_moment
from scanner.collectors.statement import sql_collector
from scanner.facts.agent_jobs import AgentJob
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[AgentJob]:
    return [
        AgentJob(
            job_id=identifier(row, "job_id"),
            name=filled(row, "name"),
            enabled=flag(row, "enabled"),
            has_server=flag(row, "has_server"),
            start_step=integer(row, "start_step_id"),
            modified=local_moment(row, "date_modified", clock.offset),
        )
        for row in rows
    ]


COLLECTOR = sql_collector("agent_jobs", AgentJob, Place.EVERY_INSTANCE, interpret)
