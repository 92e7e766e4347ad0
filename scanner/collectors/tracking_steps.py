"""The steps that purge or archive the tracking database."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, identifier, integer, optional_text
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_surroundings import TrackingStep
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[TrackingStep]:
    return [
        TrackingStep(
            job_id=identifier(row, "job_id"),
            number=integer(row, "step_id", least=1),
            subsystem=filled(row, "subsystem"),
            command=filled(row, "command"),
            database=optional_text(row, "database_name") or "",
        )
        for row in rows
    ]


COLLECTOR = sql_collector("tracking_steps", TrackingStep, Place.JOB_INSTANCES, interpret)
