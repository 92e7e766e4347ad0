"""When the group was last changed, as far as the tables of the management database note it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from scanner.collectors.columns import filled, local_moment, optional_text, value
from scanner.collectors.statement import sql_collector
from scanner.facts.configuration import ConfigurationChange
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

AS_IF_UTC = timedelta()
SUMMER_TIME = timedelta(hours=1)  # the offset of that day may have been another than today's


def interpret(rows: Sequence[Row], clock: Clock) -> Iterable[ConfigurationChange]:
    """A kind of which there is nothing has no moment, and gives no fact."""
    found = (change(row, clock) for row in rows)
    return [one for one in found if one]


def change(row: Row, clock: Clock) -> ConfigurationChange | None:
    kind, name = filled(row, "kind"), optional_text(row, "name") or ""
    if value(row, "modified") is None:
        return None
    moments = [local_moment(row, "modified", basis) for basis in (AS_IF_UTC, clock.offset)]
    return ConfigurationChange(kind, name, min(moments) - SUMMER_TIME, max(moments) + SUMMER_TIME)


COLLECTOR = sql_collector(
    "configuration_changes", ConfigurationChange, Place.MANAGEMENT, interpret, never_empty=True
)
