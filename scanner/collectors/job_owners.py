"""The owners of the jobs of SQL Server Agent."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import identifier, optional_text
from scanner.collectors.sids import sid
from scanner.collectors.statement import sql_collector
from scanner.facts.permissions import JobOwner
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[JobOwner]:
    return [
        JobOwner(
            job_id=identifier(row, "job_id"),
            sid=sid(row, "owner_sid"),
            name=optional_text(row, "owner_name"),
        )
        for row in rows
    ]


COLLECTOR = sql_collector("job_owners", JobOwner, Place.JOB_INSTANCES, interpret)
