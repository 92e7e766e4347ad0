"""The BizTalk applications, each with what it holds."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from scanner.collectors.columns import filled, flag, optional_local_moment, optional_text
from scanner.collectors.statement import sql_collector
from scanner.facts.applications import ApplicationPart
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row

AS_STORED = timedelta(0)
KINDS = frozenset(
    {
        "receive_port",
        "receive_location",
        "send_port",
        "send_port_group",
        "orchestration",
        "assembly",
        "resource",
    }
)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[ApplicationPart]:
    return [part(row) for row in rows]


def part(row: Row) -> ApplicationPart:
    kind = optional_text(row, "Kind") or ""
    name = optional_text(row, "Name") or ""
    if kind not in KINDS and (kind or name):
        raise Unparsable("column Kind: a kind that was not asked for")
    return ApplicationPart(
        application=filled(row, "Application"),
        is_system=flag(row, "IsSystem"),
        kind=kind,
        name=name,
        modified=optional_local_moment(row, "Modified", AS_STORED),
    )


COLLECTOR = sql_collector(
    "application_parts", ApplicationPart, Place.MANAGEMENT, interpret, never_empty=True
)
