"""Which BizTalk made the schema."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, integer
from scanner.collectors.statement import sql_collector
from scanner.facts.topology import ProductVersion
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[ProductVersion]:
    return [
        ProductVersion(
            component=filled(row, "BizTalkDBName"),
            product=dotted(row, "Product"),
            database=dotted(row, "Database"),
        )
        for row in rows
    ]


def dotted(row: Row, prefix: str) -> str:
    parts = ("Major", "Minor", "BuildNumber", "Revision")
    return ".".join(str(integer(row, prefix + part)) for part in parts)


COLLECTOR = sql_collector("product_versions", ProductVersion, Place.MANAGEMENT, interpret)
