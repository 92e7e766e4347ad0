"""The number that the next backup set will take."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import integer, only
from scanner.collectors.statement import sql_collector
from scanner.facts.backup_sets import NextBackupSet
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[NextBackupSet]:
    return [NextBackupSet(integer(only(rows), "NextBackupSetId"))]


COLLECTOR = sql_collector("next_backup_set", NextBackupSet, Place.MANAGEMENT, interpret)
