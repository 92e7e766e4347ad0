"""When a decision ends, as people type it: an instant, or the end of a day in some zone."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scanner.arguments import YEARS, moment_of
from scanner.errors import UserMistake
from scanner.model.duration import parse

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?: +(\S+))?")
EXAMPLES = (
    "Write 2027-03-31T18:00:00+02:00, or a day: 2027-03-31 (its end in UTC) or "
    "'2027-03-31 Europe/Berlin' (its end there)."
)


def until_of(text: str, now: datetime) -> datetime:
    """The instant that is meant, in UTC; UserMistake unless it lies ahead."""
    found = _DAY.fullmatch(text.strip())
    moment = _end_of_day(found[1], found[2] or "UTC") if found else moment_of(text.strip())
    return _ahead(moment, text, now)


def after(valid: str, now: datetime) -> datetime:
    """So long from now: '90d'."""
    try:
        moment = now + parse(valid)
    except (ValueError, OverflowError) as e:
        said = f"{valid!r} is not how long a statement can be valid"
        raise UserMistake(said, "Write a duration such as 90d or 26h.") from e
    return _ahead(moment, valid, now)


def _end_of_day(day: str, zone: str) -> datetime:
    """The first instant of the next day, also where the clocks leave midnight out."""
    try:
        following = date.fromisoformat(day) + timedelta(days=1)
        there = ZoneInfo(zone)
    except (ValueError, OverflowError) as e:
        raise UserMistake(f"{day} {zone} is no day of any calendar or zone", EXAMPLES) from e
    except (KeyError, OSError) as e:
        advice = "Name a zone that this machine knows, or write the time with its offset."
        raise UserMistake(f"no time zone {zone!r} is known here", advice) from e
    start = datetime(following.year, following.month, following.day, tzinfo=there)
    return start.astimezone(UTC)


def _ahead(moment: datetime | None, text: str, now: datetime) -> datetime:
    if moment is None or moment <= now:
        raise UserMistake(f"{text!r} does not lie ahead: the decision would never count", EXAMPLES)
    if moment.year not in YEARS:
        last = f"The last year is {YEARS[-1]}."
        raise UserMistake(f"{text!r} is too far ahead to judge by", last)
    return moment
