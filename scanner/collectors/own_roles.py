"""What our own login is in the job's databases of one instance."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, flag
from scanner.collectors.statement import sql_collector
from scanner.facts.permissions import OwnRoles
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[OwnRoles]:
    return [
        OwnRoles(
            database=filled(row, "database_name"),
            is_owner=flag(row, "is_owner"),
            is_biztalk_administrator=flag(row, "is_biztalk_administrator"),
            is_backup_user=flag(row, "is_backup_user"),
        )
        for row in rows
    ]


COLLECTOR = sql_collector("own_roles", OwnRoles, Place.JOB_DATABASES, interpret, never_empty=True)
