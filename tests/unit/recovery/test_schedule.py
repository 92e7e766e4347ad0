"""The longest rest between two runs, by the codes of dbo.sysschedules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.recovery.schedule import HORIZON, longest_gap, runs_on
from tests import make

SUNDAY = date(2026, 11, 22)
ONCE_A_DAY = {"subday_type": 1, "subday_interval": 0}


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_as_shipped() -> None:
    assert longest_gap([make.schedule()], SUNDAY) == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("changes", "rest"),
    [
        ({"subday_type": 8, "subday_interval": 1}, hours(1)),
        ({"subday_type": 2, "subday_interval": 30}, timedelta(seconds=30)),
        (ONCE_A_DAY, hours(24)),
        ({**ONCE_A_DAY, "start_second": 7200}, hours(24)),
        ({**ONCE_A_DAY, "freq_interval": 3}, hours(72)),
        ({**ONCE_A_DAY, "freq_type": 8, "freq_interval": 0b1000001}, hours(144)),
        ({**ONCE_A_DAY, "freq_type": 8, "freq_interval": 0b0111110}, hours(72)),
        ({**ONCE_A_DAY, "freq_type": 8, "freq_interval": 1, "recurrence_factor": 2}, hours(336)),
        ({**ONCE_A_DAY, "freq_type": 16, "freq_interval": 1, "recurrence_factor": 1}, hours(360)),
        ({"start_second": 28_800, "end_second": 64_800}, hours(14)),
        ({"start_second": 72_000, "end_second": 14_400}, hours(16)),
        ({"subday_interval": 50}, timedelta(minutes=50)),
        ({"end_date": 20261124}, timedelta(days=12, minutes=15)),
        ({"start_date": 20261124}, timedelta(days=2)),
    ],
)
def test_codes(changes: dict[str, int], rest: timedelta) -> None:
    assert longest_gap([make.schedule(**changes)], SUNDAY) == rest


def test_two_windows_are_taken_together() -> None:
    day = make.schedule(start_second=21_600, end_second=64_800)
    night = make.schedule(start_second=64_800, end_second=21_600, subday_interval=60)
    assert longest_gap([day, night], SUNDAY) == hours(1)


@pytest.mark.parametrize(
    "changes",
    [
        {"enabled": False},
        {"freq_type": 64},
        {"freq_type": 128},
        {"freq_type": 32},
        {"freq_type": 1, "start_date": 20261121},
        {"end_date": 20261120},
        {"start_date": 20270101},
        {"freq_type": 8, "freq_interval": 0},
    ],
)
def test_what_never_runs_within_the_horizon(changes: dict[str, int]) -> None:
    assert longest_gap([make.schedule(**changes)], SUNDAY) is None


def test_one_run_alone_leaves_the_rest_of_the_horizon() -> None:
    once = make.schedule(freq_type=1, start_date=20261122, **ONCE_A_DAY)
    assert longest_gap([once], SUNDAY) == HORIZON


def test_week_days_are_counted_from_sunday() -> None:
    monday = make.schedule(freq_type=8, freq_interval=2)
    assert [runs_on(monday, SUNDAY + timedelta(days=n)) for n in range(3)] == [False, True, False]


@given(st.integers(1, 1440), st.dates(date(2004, 1, 1), date(2099, 1, 1)))
def test_no_rest_is_longer_than_a_day_and_none_shorter_than_the_interval(
    minutes: int, today: date
) -> None:
    rest = longest_gap([make.schedule(subday_interval=minutes)], today)
    assert rest is not None
    assert timedelta(minutes=minutes) <= rest <= timedelta(days=1)
