"""Recorded answers, one file a collector: rows as a transport gives them, and their facts."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from scanner.model.collector import Collector
from scanner.model.evidence import Clock, JsonValue, Row

FOLDER = Path(__file__).with_name("recordings")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CLOCK = Clock(NOON, NOON, timedelta(hours=1))


@dataclass(frozen=True)
class Recording:
    """`unread` names the columns that nothing is made of, so that garbage in them does no harm."""

    rows: tuple[dict[str, Any], ...]
    facts: list[JsonValue]
    unread: frozenset[str]


def recording(name: str) -> Recording:
    found = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return Recording(tuple(found["rows"]), found["facts"], frozenset(found.get("unread", ())))


def interpreted(collector: Collector, rows: Sequence[Row]) -> list[JsonValue]:
    return plain_list(collector.interpret(rows, CLOCK))


def plain_list(facts: Iterable[object]) -> list[JsonValue]:
    return [plain(fact) for fact in facts]


def plain(value: Any) -> JsonValue:
    """A fact as JSON: times in ISO 8601, durations in seconds."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return plain_list(value)
    assert value is None or isinstance(value, str | int)
    return value
