"""When a decision ends: zones, leap days, days on which the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scanner.decisions.moments import after, until_of
from scanner.errors import UserMistake
from tests.decided import NOW

ZONES = sorted(available_timezones() - {"localtime", "build/etc/localtime"})
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-03-31T18:00:00+02:00", "2027-03-31T16:00:00+00:00"),
        ("2027-03-31", "2027-04-01T00:00:00+00:00"),
        ("2027-03-31 Europe/Berlin", "2027-03-31T22:00:00+00:00"),
        ("2027-03-27 Europe/Berlin", "2027-03-27T23:00:00+00:00"),
        ("2027-03-28 Europe/Berlin", "2027-03-28T22:00:00+00:00"),  # a day of 23 hours
        ("2027-10-31 Europe/Berlin", "2027-10-31T23:00:00+00:00"),  # and one of 25
        ("2028-02-29", "2028-03-01T00:00:00+00:00"),
        ("2028-02-28 America/New_York", "2028-02-29T05:00:00+00:00"),
    ],
)
def test_an_instant_or_the_end_of_a_day(text: str, expected: str) -> None:
    assert until_of(text, NOW).isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2027-02-29",
        "2027-03-31T18:00:00",
        "2027-03-31 Nowhere/City",
        "2027-03-31 ../etc/passwd",
        "2027-03-31 Europe",
        "2026-11-21",
        "2026-11-22T05:00:00Z",
        "9999-12-31",
    ],
)
def test_what_is_no_moment_ahead_is_refused(text: str) -> None:
    with pytest.raises(UserMistake):
        until_of(text, NOW)


@pytest.mark.parametrize("valid", ["", "0d", "1y", "-1d", "999999d", "999999w"])
def test_a_length_that_is_none_is_refused(valid: str) -> None:
    with pytest.raises(UserMistake):
        after(valid, NOW)


@given(st.dates(date(1991, 1, 1), date(2199, 12, 30)), st.sampled_from(ZONES))
@example(date(2011, 12, 29), "Pacific/Apia")  # the next day was left out
@example(date(2018, 11, 3), "America/Sao_Paulo")  # midnight was left out
@example(date(2024, 3, 9), "America/Havana")
@example(date(2024, 11, 2), "America/Havana")  # midnight came twice
@example(date(2024, 2, 29), "Africa/Cairo")
def test_a_day_ends_where_the_next_begins(day: date, zone: str) -> None:
    end = until_of(f"{day.isoformat()} {zone}", LONG_AGO)
    there = ZoneInfo(zone)
    assert end.astimezone(there).date() > day
    assert (end - timedelta(microseconds=1)).astimezone(there).date() <= day


@given(st.integers(24, 1_400_000), st.sampled_from(ZONES))
def test_an_instant_is_the_same_in_every_zone(hours: int, zone: str) -> None:
    """Also in the hour that comes twice: the offset tells which one is meant."""
    instant = LONG_AGO + timedelta(hours=hours)
    there = instant.astimezone(ZoneInfo(zone)).isoformat()
    if len(there) == len("2027-03-31T18:00:00+02:00"):  # no offset with seconds, as long ago
        assert until_of(there, LONG_AGO) == instant


@given(st.integers(0, 1_400_000), st.integers(1, 9999))
def test_days_of_validity_are_of_24_hours(hours: int, days: int) -> None:
    now = LONG_AGO + timedelta(hours=hours)
    assert after(f"{days}d", now) - now == timedelta(days=days)
