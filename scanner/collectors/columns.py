"""Typed access to one column of an answered row.

Whatever is not of the promised type raises `Unparsable` naming the column and the type that
came, never the value: it may be a secret.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NoReturn
from uuid import UUID

from scanner.model.collector import Denied, Unparsable
from scanner.model.evidence import JsonValue, Row

LARGEST = 2**63 - 1
_HEXADECIMAL = re.compile(r"(?:[0-9A-F]{2})*")
_NAIVE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?")
_AWARE = re.compile(_NAIVE.pattern + r" ?(Z|[+-]\d\d:\d\d)")


def value(row: Row, name: str) -> JsonValue:
    if name not in row:
        raise Unparsable(f"column {name} is missing")
    return row[name]


def text(row: Row, name: str) -> str:
    """A text, which may be empty."""
    found = value(row, name)
    return found if isinstance(found, str) else _refuse(name, "text", found)


def filled(row: Row, name: str) -> str:
    """A text with something in it: a name."""
    found = text(row, name)
    if not found.strip():
        raise Unparsable(f"column {name}: a filled text expected, got a blank one")
    return found


def optional_text(row: Row, name: str) -> str | None:
    return None if value(row, name) is None else text(row, name)


def integer(row: Row, name: str, least: int = 0, most: int = LARGEST) -> int:
    found = value(row, name)
    if isinstance(found, bool) or not isinstance(found, int):
        _refuse(name, "whole number", found)
    if not least <= found <= most:
        raise Unparsable(f"column {name}: a number from {least} to {most} expected")
    return found


def optional_integer(row: Row, name: str) -> int | None:
    return None if value(row, name) is None else integer(row, name)


def code(row: Row, name: str, known: Iterable[int]) -> int:
    """A documented enumeration; a number outside of it is not understood, so not passed on."""
    found = integer(row, name)
    if found not in known:
        raise Unparsable(f"column {name}: a code that is not documented")
    return found


def flag(row: Row, name: str) -> bool:
    """A bit, or the number 0 or 1."""
    found = value(row, name)
    if not isinstance(found, int) or found not in (0, 1):
        _refuse(name, "yes or no", found)
    return bool(found)


def optional_flag(row: Row, name: str) -> bool | None:
    return None if value(row, name) is None else flag(row, name)


def identifier(row: Row, name: str) -> str:
    """A uniqueidentifier in capitals, the same however a driver spells it."""
    found = text(row, name)
    try:
        return str(UUID(found)).upper()
    except ValueError:
        raise Unparsable(f"column {name}: a uniqueidentifier expected, got other text") from None


def optional_identifier(row: Row, name: str) -> str | None:
    return None if value(row, name) is None else identifier(row, name)


def thumbprint(row: Row, name: str) -> str:
    """A certificate's hash in hexadecimal capitals; empty for NULL."""
    found = "" if value(row, name) is None else filled(row, name).upper()
    if not _HEXADECIMAL.fullmatch(found):
        raise Unparsable(f"column {name}: a thumbprint expected, got other text")
    return found


def moment(row: Row, name: str) -> datetime:
    """An ISO 8601 time that carries its zone, as UTC."""
    return _utc(zoned(row, name), name)


def optional_moment(row: Row, name: str) -> datetime | None:
    return None if value(row, name) is None else moment(row, name)


def zoned(row: Row, name: str) -> datetime:
    """The same with the offset it was written in."""
    found = text(row, name)
    if not _AWARE.fullmatch(found):
        raise Unparsable(f"column {name}: a time with its zone expected, got other text")
    time = _iso(found.replace(" +", "+").replace(" -", "-"), name)
    _utc(time, name)
    return time


def local_moment(row: Row, name: str, offset: timedelta) -> datetime:
    """A datetime of a server without its zone; `offset` is local minus UTC."""
    found = text(row, name)
    if not _NAIVE.fullmatch(found):
        raise Unparsable(f"column {name}: a time without zone expected, got other text")
    try:
        return _iso(found, name).replace(tzinfo=UTC) - offset
    except OverflowError:
        raise Unparsable(f"column {name}: a time out of range") from None


def optional_local_moment(row: Row, name: str, offset: timedelta) -> datetime | None:
    return None if value(row, name) is None else local_moment(row, name, offset)


def mapping(row: Row, name: str) -> Mapping[str, JsonValue]:
    found = value(row, name)
    return found if isinstance(found, dict) else _refuse(name, "object", found)


def texts(row: Row, name: str) -> tuple[str, ...]:
    found = value(row, name)
    if not isinstance(found, list):
        _refuse(name, "list", found)
    strings = tuple(item for item in found if isinstance(item, str))
    if len(strings) != len(found):
        raise Unparsable(f"column {name}: a list of texts expected")
    return strings


def as_texts(row: Row) -> Mapping[str, str | None]:
    """Every column of a row whose columns nobody publishes; a bit as 0 or 1."""
    found: dict[str, str | None] = {}
    for name, item in row.items():
        if item is not None and not isinstance(item, str | int | float):
            _refuse(name, "simple value", item)
        found[name] = None if item is None else str(int(item) if isinstance(item, bool) else item)
    return found


def only(rows: Sequence[Row]) -> Row:
    """The single row of a table that holds one."""
    if len(rows) != 1:
        raise Unparsable(f"one row expected, got {len(rows)}")
    return rows[0]


def visible(rows: Sequence[Row], proof: str, right: str) -> tuple[Row, ...]:
    """Rows of a catalogue view that hides what a login may not see.

    `proof` is HAS_PERMS_BY_NAME in every row; the statement joins the view to it from the left,
    so that even a view without rows gives one, with NULL in every other column.
    """
    if not rows:
        raise Unparsable(f"not even the row that proves {right}")
    for row in rows:
        if value(row, proof) is None or not flag(row, proof):
            raise Denied(f"the login lacks {right}: rows may be hidden from it")
    if len(rows) == 1 and all(rows[0][name] is None for name in rows[0] if name != proof):
        return ()
    return tuple(rows)


def _iso(found: str, name: str) -> datetime:
    try:
        return datetime.fromisoformat(found)
    except ValueError:
        raise Unparsable(f"column {name}: a time expected, got other text") from None


def _utc(time: datetime, name: str) -> datetime:
    try:
        return time.astimezone(UTC)
    except OverflowError:
        raise Unparsable(f"column {name}: a time out of range") from None


def _refuse(name: str, expected: str, found: JsonValue) -> NoReturn:
    raise Unparsable(f"column {name}: {expected} expected, got {type(found).__name__}")
