"""Errors are judged by their native number."""

import pytest

from scanner.model.evidence import GapReason
from scanner.transport.sql_errors import classify, ends_connection, is_refused_logon, native_number

MICROSOFT = "[42S02] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]"


@pytest.mark.parametrize(
    ("message", "number"),
    [
        (f"{MICROSOFT}Ungültiger Objektname 'x'. (208) (SQLExecDirectW)", 208),
        ("[42000] [FreeTDS][SQL Server]Login failed (18456) (SQLDriverConnect)", 18456),
        (
            "[42000] [FreeTDS][SQL Server]Login failed for 'u'. (18456) (SQLDriverConnect); "
            "[08001] [FreeTDS][SQL Server]Connection failed (20002)",
            18456,
        ),
        ("[08001] [FreeTDS]x (20002) (SQLDriverConnect); [S1000] y (18452)", 18452),
        (f"{MICROSOFT}Invalid object name '(229) x'. (208) (SQLExecDirectW)", 208),
        (f"{MICROSOFT}told nothing (50001) (SQLExecDirectW)", 50001),
        ("[HYT00] [Microsoft][ODBC Driver 18]Login timeout expired (0) (SQLDriverConnect)", 0),
        ("the text has no number", 0),
    ],
)
def test_the_number_behind_the_text_counts(message: str, number: int) -> None:
    assert native_number(message) == number


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (18456, GapReason.DENIED),
        (4060, GapReason.DENIED),
        (229, GapReason.DENIED),
        (300, GapReason.DENIED),
        (916, GapReason.DENIED),
        (208, GapReason.UNSUPPORTED),
        (207, GapReason.UNSUPPORTED),
        (22022, GapReason.UNSUPPORTED),
        (1205, GapReason.TIMED_OUT),
        (1222, GapReason.TIMED_OUT),
        (942, GapReason.UNREACHABLE),
        (20009, GapReason.UNREACHABLE),
        (0, GapReason.UNREACHABLE),
    ],
)
def test_each_number_has_its_reason(number: int, reason: GapReason) -> None:
    assert classify(number)[0] is reason


def test_a_driver_s_own_time_out_has_no_number_but_a_state() -> None:
    assert classify(0, ["HYT00"])[0] is GapReason.TIMED_OUT
    assert classify(0, ["08001"])[0] is GapReason.UNREACHABLE
    assert classify(10054, ["08S01"])[0] is GapReason.UNREACHABLE
    assert classify(18456, ["08001"])[0] is GapReason.DENIED


def test_only_what_breaks_a_connection_ends_it() -> None:
    assert ends_connection(0, ["HYT00"])
    assert ends_connection(20004, ["08S01"])
    assert ends_connection(10054, ["08S01"])
    assert not ends_connection(942, ["42000"])
    assert not ends_connection(50123, ["42000"])


def test_only_a_refusal_of_the_credential_is_a_refused_logon() -> None:
    assert is_refused_logon(18456)
    assert not is_refused_logon(4060)
    assert not is_refused_logon(229)
