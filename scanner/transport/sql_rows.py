"""A driver's rows as JSON, secrets redacted on the way."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from scanner.model.evidence import JsonValue
from scanner.transport.redact import redact_text

LONGEST_TEXT = 1_000_000
_OVERLAP = 4096  # read beyond the cut, so that a secret across it is seen whole


def as_rows(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[list[JsonValue], int]:
    """Objects by column name, and how many secrets were redacted in them."""
    converted: list[JsonValue] = []
    total = 0
    for row in rows:
        pairs = [as_json(value) for value in row]
        converted.append(dict(zip(names, (value for value, _ in pairs), strict=True)))
        total += sum(count for _, count in pairs)
    return converted, total


def as_json(value: object) -> tuple[JsonValue, int]:
    """A driver's value as JSON, and what was redacted in it. Times stay naive, as stored."""
    if isinstance(value, str):
        text, count = redact_text(value[: LONGEST_TEXT + _OVERLAP])
        return text[:LONGEST_TEXT], count
    if value is None or isinstance(value, bool | int | float):
        return value, 0
    return _as_text(value), 0


def _as_text(value: object) -> JsonValue:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case bytes() | bytearray():
            return bytes(value[:LONGEST_TEXT]).hex()
        case UUID():
            return str(value).upper()
        case _:
            return str(value)
