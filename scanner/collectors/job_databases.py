"""Whether the databases of an instance are ready for the backup job."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, flag, optional_flag, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_surroundings import JobDatabase
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

OBJECTS = (
    "sp_BackupBizTalkFull",
    "sp_BackupBizTalkLog",
    "sp_SetMark",
    "sp_SetMarkRemote",
    "sp_GetServerName",
    "MarkLog",
)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[JobDatabase]:
    return [
        JobDatabase(
            name=filled(row, "name"),
            in_log_chain=optional_flag(row, "in_log_chain"),
            missing=_missing(row),
        )
        for row in visible(rows, "sees_all", "VIEW ANY DATABASE")
    ]


def _missing(row: Row) -> tuple[str, ...] | None:
    found = tuple(name for name in OBJECTS if not flag(row, name))
    return found if flag(row, "sees_objects") else None


COLLECTOR = sql_collector(
    "job_databases", JobDatabase, Place.JOB_INSTANCES, interpret, never_empty=True
)
