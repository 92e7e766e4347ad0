"""Dates and times that msdb keeps as whole numbers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.collectors import msdb_times
from scanner.model.collector import Unparsable


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_time_of_day_survives(hour: int, minute: int, second: int) -> None:
    number = hour * 10000 + minute * 100 + second
    assert msdb_times.second_of_day({"x": number}, "x") == hour * 3600 + minute * 60 + second


@pytest.mark.parametrize("number", [240000, 6000, 60, -1])
def test_no_such_time_of_day(number: int) -> None:
    with pytest.raises(Unparsable, match="column x: "):
        msdb_times.second_of_day({"x": number}, "x")


@pytest.mark.parametrize(
    ("number", "hours"), [(0, 0.0), (3000, 0.5), (235959, 24 - 1 / 3600), (1003000, 100.5)]
)
def test_duration_may_be_longer_than_a_day(number: int, hours: float) -> None:
    assert msdb_times.duration({"x": number}, "x") == timedelta(hours=hours)


def test_start_is_server_local_time() -> None:
    row = {"day": 20260329, "time": 500}
    expected = datetime(2026, 3, 28, 22, 5, tzinfo=UTC)
    assert msdb_times.started(row, "day", "time", timedelta(hours=2)) == expected


@pytest.mark.parametrize("day", [0, 20260230, 99999999, 2**31, "20260329"])
def test_no_such_day(day: int | str) -> None:
    with pytest.raises(Unparsable, match="column day: "):
        msdb_times.started({"day": day, "time": 0}, "day", "time", timedelta())
