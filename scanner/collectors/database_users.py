"""The users of the job's databases on one instance, one statement a database."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, flag, value, visible
from scanner.collectors.server_logins import kind
from scanner.collectors.sids import sid
from scanner.collectors.statement import sql_collector
from scanner.facts.permissions import DatabaseUser
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[DatabaseUser]:
    return [
        DatabaseUser(
            database=filled(row, "database_name"),
            name=filled(row, "name"),
            sid="" if value(row, "sid") is None else sid(row, "sid"),
            type=kind(row),
            is_backup_user=flag(row, "is_backup_user"),
        )
        for row in visible(rows, "sees_all", "VIEW DEFINITION")
    ]


COLLECTOR = sql_collector(
    "database_users", DatabaseUser, Place.JOB_DATABASES, interpret, never_empty=True
)
