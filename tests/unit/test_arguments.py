"""What people type, as values."""

from datetime import UTC, datetime

import pytest

from scanner.arguments import moment_of
from scanner.errors import UserMistake


def test_a_moment_is_utc_whatever_zone_it_was_given_in() -> None:
    assert moment_of("2026-11-22T05:00:00+01:00") == datetime(2026, 11, 22, 4, tzinfo=UTC)
    assert moment_of("") is None


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2026-11-22T05:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_no_moment(text: str) -> None:
    with pytest.raises(UserMistake):
        moment_of(text)
