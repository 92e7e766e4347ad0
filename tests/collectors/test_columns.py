"""Typed columns: what passes, what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scanner.collectors import columns
from scanner.model.collector import Denied, Unparsable
from scanner.model.evidence import Row

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("value", [True, 1])
def test_flag_takes_a_bit_in_either_form(value: Any) -> None:
    assert columns.flag({"x": value}, "x") is True


@pytest.mark.parametrize("value", [2, -1, "1", "true", 1.0, None])
def test_flag_refuses(value: Any) -> None:
    with pytest.raises(Unparsable, match="column x: yes or no expected"):
        columns.flag({"x": value}, "x")


@pytest.mark.parametrize("value", [True, 1.0, "1", None, -1, 2**63])
def test_integer_refuses(value: Any) -> None:
    with pytest.raises(Unparsable, match="column x: "):
        columns.integer({"x": value}, "x")


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-22T13:00:00.1234567+01:00",
        "2026-11-22 13:00:00.1234567 +01:00",
        "2026-11-22T12:00:00.1234567Z",
    ],
)
def test_moment_is_utc(value: str) -> None:
    expected = datetime(2026, 11, 22, 12, microsecond=123456, tzinfo=UTC)
    assert columns.moment({"x": value}, "x") == expected


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-22",
        "20261122T120000Z",
        "2026-11-22T12:00:00",
        "2026-13-22T12:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "22.11.2026 12:00",
        0,
        None,
    ],
)
def test_moment_refuses(value: Any) -> None:
    with pytest.raises(Unparsable, match="column x: "):
        columns.moment({"x": value}, "x")


def test_local_moment_needs_the_offset_of_its_server() -> None:
    found = columns.local_moment({"x": "2026-11-22T13:00:00.123"}, "x", HOUR)
    assert found == datetime(2026, 11, 22, 12, microsecond=123000, tzinfo=UTC)


@pytest.mark.parametrize("value", ["2026-11-22T13:00:00Z", "0001-01-01T00:00:00", "2026-11-22"])
def test_local_moment_refuses(value: str) -> None:
    with pytest.raises(Unparsable, match="column x: "):
        columns.local_moment({"x": value}, "x", HOUR)


def test_names_may_not_be_blank() -> None:
    with pytest.raises(Unparsable, match="a filled text"):
        columns.filled({"x": " "}, "x")


def test_visible_rows_need_the_right() -> None:
    row: Row = {"sees_all": 1, "name": "a"}
    assert columns.visible([row], "sees_all", "VIEW ANY DATABASE") == (row,)


@pytest.mark.parametrize("proof", [0, None, False])
def test_rows_without_the_right_are_denied(proof: Any) -> None:
    rows = [{"sees_all": 1, "name": "a"}, {"sees_all": proof, "name": "b"}]
    with pytest.raises(Denied, match="VIEW ANY DATABASE"):
        columns.visible(rows, "sees_all", "VIEW ANY DATABASE")


def test_view_without_rows_is_told_from_a_hidden_one() -> None:
    assert columns.visible([{"sees_all": 1, "name": None}], "sees_all", "X") == ()
    with pytest.raises(Denied):
        columns.visible([{"sees_all": 0, "name": None}], "sees_all", "X")
    with pytest.raises(Unparsable):
        columns.visible([], "sees_all", "X")
