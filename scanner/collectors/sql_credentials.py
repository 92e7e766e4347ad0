"""The credentials of an instance, without their secrets."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, text, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_surroundings import SqlCredential
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[SqlCredential]:
    return [
        SqlCredential(filled(row, "name"), text(row, "credential_identity"))
        for row in visible(rows, "sees_all", "VIEW ANY DEFINITION")
    ]


COLLECTOR = sql_collector("sql_credentials", SqlCredential, Place.JOB_INSTANCES, interpret)
