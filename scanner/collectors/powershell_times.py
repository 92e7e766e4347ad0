"""Moments as PowerShell writes them, most of which carry no zone: as the earliest that they mean.

The result of a drill does not tell the zone of the machine that wrote it, and neither does the
share that keeps it; a drill must never look newer than it is. So a time without its zone is taken
from where on Earth it comes first (UTC+14), and of two ways to read a date, the earlier counts.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from scanner.collectors.columns import value
from scanner.model.collector import Unparsable
from scanner.model.evidence import JsonValue, Row

EASTERNMOST = timedelta(hours=14)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEVER = datetime(1, 1, 1, tzinfo=UTC)  # what .NET makes of no time
TICKS = 10  # a microsecond
NOON, MONTHS = 12, 12
# Milliseconds of UTC, in JSON of Windows PowerShell
_SINCE_EPOCH = re.compile(r"/Date\((-?[0-9]{1,15})(?:[+-][0-9]{4})?\)/")
# dbatools' own form, and that of JSON
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,6})[0-9]*)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?"
)
# What a culture makes of it, such as 11/20/2026 5:03:12 PM
_OF_A_CULTURE = re.compile(
    r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}) ([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?: (AM|PM))?"
)


def earliest(row: Row, name: str) -> datetime | None:
    """Of a column, or of the ticks of the object that it held; None where both are empty."""
    told, ticks = value(row, name), value(row, f"{name}.Ticks")
    try:
        found = _of_ticks(ticks) if told is None and ticks is not None else _of_text(told, ticks)
        return found if found is None or found.year > NEVER.year else None
    except (ValueError, OverflowError):
        said = "a time as PowerShell writes it expected, got something else"
        raise Unparsable(f"column {name}: {said}") from None


def _of_ticks(ticks: JsonValue) -> datetime:
    if isinstance(ticks, bool) or not isinstance(ticks, int):
        raise ValueError("not a number of ticks")
    return _without_zone(NEVER + timedelta(microseconds=ticks // TICKS))


def _of_text(told: JsonValue, ticks: JsonValue) -> datetime | None:
    if told in (None, "") and ticks is None:
        return None
    if not isinstance(told, str) or ticks is not None:
        raise ValueError("not one text")
    if found := _SINCE_EPOCH.fullmatch(told):
        return EPOCH + timedelta(milliseconds=int(found[1]))
    if found := _ISO.fullmatch(told):
        plain = f"{found[1]}T{found[2]}.{found[3] or '0':0<6}"
        if found[4]:
            return datetime.fromisoformat(plain + found[4]).astimezone(UTC)
        return _without_zone(datetime.fromisoformat(f"{plain}Z"))
    if found := _OF_A_CULTURE.fullmatch(told):
        return _without_zone(min(_readings(found)))
    raise ValueError("no known form")


def _readings(found: re.Match[str]) -> Iterator[datetime]:
    """Day first or month first; where dots stand between them, the day is first."""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    hour, minute, seconds = (int(found[at]) for at in (5, 6, 7))
    if found[8]:
        hour = hour % NOON + (NOON if found[8] == "PM" else 0)
    either = [(second, first)] if found[2] == "." else [(second, first), (first, second)]
    for month, day in either:
        if month <= MONTHS:
            yield datetime(year, month, day, hour, minute, seconds, tzinfo=UTC)


def _without_zone(moment: datetime) -> datetime:
    return moment if moment.year == NEVER.year else moment - EASTERNMOST
