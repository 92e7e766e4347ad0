"""Whom SQL Server Agent tells when a job ends."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import code, filled, flag, identifier, optional_text
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_surroundings import JobNotification
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

LEVELS = (0, 1, 2, 3)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[JobNotification]:
    return [
        JobNotification(
            job_id=identifier(row, "job_id"),
            way=filled(row, "way"),
            level=code(row, "notify_level", LEVELS),
            operator=optional_text(row, "operator_name") or "",
            operator_enabled=flag(row, "operator_enabled"),
            has_address=flag(row, "has_address"),
        )
        for row in rows
    ]


COLLECTOR = sql_collector("job_notifications", JobNotification, Place.EVERY_INSTANCE, interpret)
