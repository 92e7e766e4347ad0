"""How many instances of BAM's activities are in the tables of those that are not complete."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, integer, visible
from scanner.collectors.statement import sql_collector
from scanner.facts.bam import ActiveInstances
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

BEFORE, AFTER = "bam_", "_Active"


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[ActiveInstances]:
    return [
        ActiveInstances(activity_of(filled(row, "activity_table")), integer(row, "instances"))
        for row in visible(rows, "sees_all", "VIEW ANY DEFINITION")
    ]


def activity_of(table: str) -> str:
    """The table of an activity that is named Orders is bam_Orders_Active."""
    return table[len(BEFORE) : -len(AFTER)]


COLLECTOR = sql_collector("bam_instances", ActiveInstances, Place.BAM, interpret, never_empty=True)
