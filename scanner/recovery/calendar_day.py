"""A calendar day whose time zone is not known, as a span of time."""

from datetime import UTC, date, datetime, time, timedelta

EAST, WEST = timedelta(hours=14), timedelta(hours=12)  # no zone is further from UTC


def begins(day: date) -> datetime:
    """Before this moment it was that day nowhere on earth."""
    return datetime.combine(day, time(), UTC) - EAST


def is_over(day: date) -> datetime:
    """After this moment it was that day nowhere on earth."""
    return datetime.combine(day, time(), UTC) + timedelta(days=1) + WEST
