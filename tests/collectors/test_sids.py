"""Security identifiers in bytes."""

import pytest

from scanner.collectors.sids import sid
from scanner.model.collector import Unparsable

SYSTEM = "010100000000000512000000"


@pytest.mark.parametrize("digits", [SYSTEM, f"0x{SYSTEM}", SYSTEM.upper()])
def test_identifier_of_windows_in_its_usual_form(digits: str) -> None:
    assert sid({"x": digits}, "x") == "S-1-5-18"


@pytest.mark.parametrize("digits", ["01", "6a", SYSTEM[:-2], SYSTEM + "00", "02" + SYSTEM[2:]])
def test_anything_else_keeps_its_digits(digits: str) -> None:
    assert sid({"x": digits}, "x") == digits.upper()


@pytest.mark.parametrize("found", ["S-1-5-18", "0", None, 7])
def test_what_is_no_bytes_is_refused(found: object) -> None:
    with pytest.raises(Unparsable, match="column x"):
        sid({"x": found}, "x")  # type: ignore[dict-item] # also what no server would answer
