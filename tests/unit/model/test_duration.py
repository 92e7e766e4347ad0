"""Durations: read, said, and written back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.duration import compact, parse, say

LENGTHS = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15m", timedelta(minutes=15)),
        ("15 min", timedelta(minutes=15)),
        ("1h30m", timedelta(minutes=90)),
        ("1d 12h", timedelta(hours=36)),
        ("26h", timedelta(hours=26)),
        ("90d", timedelta(days=90)),
        ("2w", timedelta(weeks=2)),
        ("45s", timedelta(seconds=45)),
        ("0s", timedelta(0)),
        ("PT15M", timedelta(minutes=15)),
        ("P1DT2H", timedelta(hours=26)),
        ("P2W", timedelta(weeks=2)),
    ],
)
def test_parse(text: str, expected: timedelta) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "15", "15x", "m", "P", "PT", "P1M", "P1Y", "15M", "1.5h", "-1h", "1h 1d", "1m1m",
     "\u0663h", "9999999d"],
)  # fmt: skip
def test_parse_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="write a duration such as"):
        parse(text)


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(hours=26), "1 d 2 h"),
        (timedelta(hours=26, seconds=59), "1 d 2 h"),
        (timedelta(minutes=15), "15 min"),
        (timedelta(minutes=59, seconds=59, microseconds=999_999), "59 min 59 s"),
        (timedelta(days=90), "90 d"),
        (timedelta(0), "0 s"),
        (timedelta(milliseconds=250), "250 ms"),
        (timedelta(hours=-10), "-10 h"),
    ],
)
def test_say(length: timedelta, said: str) -> None:
    assert say(length) == said


@given(LENGTHS)
def test_say_never_rounds_up(length: timedelta) -> None:
    said = say(length)
    if "ms" not in said:
        assert timedelta(0) <= length - parse(said) < timedelta(minutes=1)


@given(LENGTHS)
def test_compact_reads_back(length: timedelta) -> None:
    assert parse(compact(length)) == length // timedelta(seconds=1) * timedelta(seconds=1)


@pytest.mark.parametrize("text", ["26h", "90d", "1h30m", "15m", "45s"])
def test_compact_is_how_people_write(text: str) -> None:
    assert compact(parse(text)) == text
