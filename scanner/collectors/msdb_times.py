"""Dates, times and durations as msdb keeps them: whole numbers in server local time."""

from datetime import UTC, date, datetime, timedelta

from scanner.collectors.columns import integer
from scanner.model.collector import Unparsable
from scanner.model.evidence import Row

LARGEST = 2**31 - 1
_SIXTY = 60
_DAY = 24 * 3600


def second_of_day(row: Row, name: str) -> int:
    """HHmmss without leading zeros, as seconds after midnight."""
    seconds = _seconds(row, name)
    if seconds >= _DAY:
        raise Unparsable(f"column {name}: not a time of day")
    return seconds


def duration(row: Row, name: str) -> timedelta:
    """[H…]HHmmss: beyond a day the digits of the hours grow."""
    return timedelta(seconds=_seconds(row, name))


def started(row: Row, day: str, time: str, offset: timedelta) -> datetime:
    """yyyyMMdd and HHmmss of one moment in server local time, as UTC."""
    number = integer(row, day)
    try:
        midnight = date(number // 10000, number // 100 % 100, number % 100)
        local = datetime(midnight.year, midnight.month, midnight.day, tzinfo=UTC)
        return local + timedelta(seconds=second_of_day(row, time)) - offset
    except (ValueError, OverflowError):
        raise Unparsable(f"column {day}: not a date") from None


def _seconds(row: Row, name: str) -> int:
    number = integer(row, name, most=LARGEST)
    hours, minutes, seconds = number // 10000, number // 100 % 100, number % 100
    if minutes >= _SIXTY or seconds >= _SIXTY:
        raise Unparsable(f"column {name}: not of the form HHmmss")
    return hours * 3600 + minutes * 60 + seconds
