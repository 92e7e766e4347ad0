"""Where BAM keeps its databases, and where its portal is."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, optional_text
from scanner.collectors.statement import sql_collector
from scanner.facts.topology import BamProperty
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BamProperty]:
    return [
        BamProperty(
            scope=filled(row, "Scope"),
            name=filled(row, "PropertyName"),
            value=optional_text(row, "PropertyValue") or "",
        )
        for row in rows
    ]


COLLECTOR = sql_collector(
    "bam_properties", BamProperty, Place.BAM, interpret, discovers=True, never_empty=True
)
