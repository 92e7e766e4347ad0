"""The steps of BizTalk backup and log shipping jobs."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import code, filled, identifier, integer, optional_text, text
from scanner.collectors.statement import sql_collector
from scanner.facts.agent_jobs import JobStep
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

ACTIONS = (1, 2, 3, 4)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[JobStep]:
    return [
        JobStep(
            job_id=identifier(row, "job_id"),
            number=integer(row, "step_id", least=1),
            name=text(row, "step_name"),
            subsystem=filled(row, "subsystem"),
            command=optional_text(row, "command") or "",
            database=optional_text(row, "database_name") or "",
            on_success=code(row, "on_success_action", ACTIONS),
            on_failure=code(row, "on_fail_action", ACTIONS),
        )
        for row in rows
    ]


COLLECTOR = sql_collector("job_steps", JobStep, Place.EVERY_INSTANCE, interpret, discovers=True)
