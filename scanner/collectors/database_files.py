"""Where databases keep their files, and what RESTORE calls them."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import code, filled, integer, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.instances import DatabaseFile
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

LOG = 1
FILE_TYPES = (0, LOG, 2, 3, 4)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[DatabaseFile]:
    return [
        DatabaseFile(
            database=filled(row, "database_name"),
            is_log=code(row, "type", FILE_TYPES) == LOG,
            path=filled(row, "physical_name"),
            size=integer(row, "size_bytes"),
            logical_name=filled(row, "logical_name"),
        )
        for row in visible(rows, "sees_all", "VIEW ANY DEFINITION")
    ]


COLLECTOR = sql_collector(
    "database_files",
    DatabaseFile,
    Place.EVERY_INSTANCE,
    interpret,
    discovers=True,
    never_empty=True,
)
