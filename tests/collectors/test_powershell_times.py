"""A time without its zone means the earliest moment that it can; a time of no form is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.collectors.powershell_times import earliest
from scanner.model.collector import Unparsable

FIVE = datetime(2026, 11, 20, 17, 5, 43, tzinfo=UTC)
EARLIEST = FIVE - timedelta(hours=14)
TICKS = 639307911430000000
FIRST, LAST = datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01")


def read(told: Any, ticks: Any = None) -> datetime | None:
    return earliest({"End": told, "End.Ticks": ticks}, "End")


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-11-20 17:05:43.000", EARLIEST),
        ("2026-11-20T17:05:43", EARLIEST),
        ("2026-11-20T17:05:43.1234567", EARLIEST + timedelta(microseconds=123456)),
        ("2026-11-20T17:05:43Z", FIVE),
        ("2026-11-20T18:05:43.0000000+01:00", FIVE),
        (f"/Date({int(FIVE.timestamp())}000)/", FIVE),
        (f"/Date({int(FIVE.timestamp())}000+0100)/", FIVE),
        ("20.11.2026 17:05:43", EARLIEST),
        ("11/20/2026 5:05:43 PM", EARLIEST),
        ("20/11/2026 17:05:43", EARLIEST),
        ("11/20/2026 12:05:43 AM", EARLIEST - timedelta(hours=17)),
        ("1/12/2026 17:05:43", datetime(2026, 1, 12, 3, 5, 43, tzinfo=UTC)),
        ("12/1/2026 17:05:43", datetime(2026, 1, 12, 3, 5, 43, tzinfo=UTC)),
        ("1.12.2026 17:05:43", datetime(2026, 12, 1, 3, 5, 43, tzinfo=UTC)),
        ("", None),
        (None, None),
        ("0001-01-01 00:00:00.000", None),
    ],
)
def test_forms(told: str | None, moment: datetime | None) -> None:
    assert read(told) == moment


def test_ticks_of_the_object_that_json_holds() -> None:
    assert read(None, TICKS) == EARLIEST
    assert read(None, 0) is None


@pytest.mark.parametrize(
    ("told", "ticks"),
    [
        ("yesterday", None),
        ("20 Nov 2026 17:05:43", None),
        ("2026-11-20", None),
        ("2026-13-20 17:05:43", None),
        ("30.02.2026 17:05:43", None),
        ("13/13/2026 17:05:43", None),
        ("2026-11-20 17:05:43", TICKS),
        ("0001-01-01T00:00:00+14:00", None),
        (7, None),
        (None, "7"),
        (None, True),
        (None, 2**62),
    ],
)
def test_anything_else_is_unparsable(told: Any, ticks: Any) -> None:
    with pytest.raises(Unparsable):
        read(told, ticks)


@given(
    st.datetimes(FIRST, LAST),
    st.timedeltas(timedelta(hours=-12), timedelta(hours=14)),
    st.sampled_from(["%Y-%m-%d %H:%M:%S.000", "%m/%d/%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S"]),
)
def test_no_zone_and_no_culture_makes_it_look_newer(
    local: datetime, offset: timedelta, form: str
) -> None:
    really = local.replace(tzinfo=UTC, microsecond=0) - offset
    found = read(local.strftime(form))
    assert found is not None
    assert found <= really
