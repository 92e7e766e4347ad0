"""The BizTalk group as its management database describes it."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, text
from scanner.collectors.statement import sql_collector
from scanner.facts.topology import BizTalkGroup, DatabaseRef
from scanner.model.collector import Place, Unparsable
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BizTalkGroup]:
    return [
        BizTalkGroup(
            name=filled(row, "Name"),
            tracking=configured(row, "TrackingDB"),
            master_message_box=configured(row, "SubscriptionDB"),
            bam=configured(row, "BamDB"),
            rules=configured(row, "RuleEngineDB"),
            sso_server=text(row, "SSOServerName"),
        )
        for row in rows
    ]


def configured(row: Row, part: str) -> DatabaseRef | None:
    """The database of a part of BizTalk; empty names on both columns say: not configured."""
    server, name = text(row, f"{part}ServerName").strip(), text(row, f"{part}Name").strip()
    if bool(server) != bool(name):
        raise Unparsable(f"column {part}Name: a server and its database expected, got one of them")
    return DatabaseRef(server, name) if server else None


COLLECTOR = sql_collector(
    "biztalk_groups",
    BizTalkGroup,
    Place.MANAGEMENT,
    interpret,
    discovers=True,
    never_empty=True,
)
