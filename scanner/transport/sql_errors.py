"""What a native SQL Server error number means to us.

SQLSTATE and exception class differ between drivers and the text between languages; the number
does not. Numbers: sys.messages of SQL Server. A driver's own time-outs have no number, only the
ODBC states HYT00 and HYT01.
"""

import re
from collections.abc import Sequence

from scanner.model.evidence import GapReason

_LOGON = frozenset({18450, 18451, 18452, 18456, 18461, 18463, 18464, 18465, 18466, 18467, 18468,
                    18470, 18486, 18487, 18488})  # fmt: skip
DEADLOCK_VICTIM = 1205

_MEANING: dict[int, tuple[GapReason, str]] = {
    208: (GapReason.UNSUPPORTED, "no such table or view, or our login may not see it"),
    207: (GapReason.UNSUPPORTED, "this server's table has no such column"),
    2812: (GapReason.UNSUPPORTED, "no such procedure"),
    4121: (GapReason.UNSUPPORTED, "no such function"),
    195: (GapReason.UNSUPPORTED, "no such built-in function"),
    102: (GapReason.UNSUPPORTED, "this server does not understand the statement"),
    156: (GapReason.UNSUPPORTED, "this server does not understand the statement"),
    229: (GapReason.DENIED, "our login lacks a right on the object"),
    230: (GapReason.DENIED, "our login lacks a right on a column"),
    262: (GapReason.DENIED, "our login lacks a right in the database"),
    297: (GapReason.DENIED, "our login lacks a right on the server"),
    300: (GapReason.DENIED, "our login lacks a right on the server"),
    371: (GapReason.DENIED, "our login lacks a right on the object"),
    916: (GapReason.DENIED, "our login is not a user of the database"),
    4060: (GapReason.DENIED, "the database does not exist or our login may not open it"),
    4064: (GapReason.DENIED, "the default database of our login cannot be opened"),
    15247: (GapReason.DENIED, "our login may not do this"),
    22904: (GapReason.DENIED, "our login may not do this"),
    911: (GapReason.UNSUPPORTED, "no such database"),
    924: (GapReason.UNREACHABLE, "the database is in single-user mode and in use"),
    927: (GapReason.UNREACHABLE, "the database is being restored"),
    942: (GapReason.UNREACHABLE, "the database is offline"),
    945: (GapReason.UNREACHABLE, "the database could not be opened after a failure"),
    922: (GapReason.UNREACHABLE, "the database is being recovered"),
    926: (GapReason.UNREACHABLE, "the database is suspect"),
    946: (GapReason.UNREACHABLE, "the database's version cannot be opened by this server"),
    976: (GapReason.UNREACHABLE, "the database is a secondary that does not accept reads"),
    978: (GapReason.UNREACHABLE, "the database accepts read-intent connections only"),
    982: (GapReason.UNREACHABLE, "the database cannot be read on this replica"),
    983: (GapReason.UNREACHABLE, "the database's replica is not synchronising"),
    17142: (GapReason.UNREACHABLE, "the server is paused"),
    17197: (GapReason.TIMED_OUT, "the server gave up on the login"),
    DEADLOCK_VICTIM: (GapReason.TIMED_OUT, "chosen as a deadlock victim, twice"),
    1222: (GapReason.TIMED_OUT, "a lock was not granted in time"),
    701: (GapReason.TIMED_OUT, "the server is short of memory"),
    8645: (GapReason.TIMED_OUT, "the server is short of memory"),
    # FreeTDS numbers its own troubles from 20000 (its include/freetds/tds.h, TDSE*).
    20002: (GapReason.UNREACHABLE, "the server ended the connection during the login"),
    20003: (GapReason.TIMED_OUT, "the server did not answer in time"),
    20004: (GapReason.UNREACHABLE, "the connection was lost"),
    20006: (GapReason.UNREACHABLE, "the connection was lost"),
    20009: (GapReason.UNREACHABLE, "the server could not be reached"),
    20017: (GapReason.UNREACHABLE, "the server ended the connection"),
    20020: (GapReason.UNPARSABLE, "the server's answer does not follow the protocol"),
    20047: (GapReason.UNREACHABLE, "the connection was lost"),
}
_CLIENT_SIDE = range(20000, 20100)
_NATIVE = re.compile(r"\((\d{2,6})\)(?= \(SQL\w+\)|; \[|$)")
_PREFIX = re.compile(r"^(?:\s*\[[^\]]*\])+")
_CONNECTION_STATES = "08"  # lost or refused; the number is then the operating system's
_TIME_OUT_STATES = frozenset({"HYT00", "HYT01"})


def server_words(message: str) -> str:
    """What the server said, without the names that state, driver and call put around it."""
    first = _PREFIX.sub("", message).partition("; [")[0]
    return _NATIVE.sub("", first.removesuffix(")").rpartition(" (SQL")[0] or first).strip()


def native_numbers(message: str) -> tuple[int, ...]:
    """pyodbc puts each record's number in brackets behind its text; a number within it is not."""
    return tuple(int(found) for found in _NATIVE.findall(message))


def native_number(message: str) -> int:
    """The one that says most: a server's that we know, a server's, a driver's; 0 without any."""
    numbers = native_numbers(message)
    return min(numbers, key=_rank, default=0)


def _rank(number: int) -> int:
    if number in _CLIENT_SIDE:
        return 3
    return 0 if is_refused_logon(number) else 1 if number in _MEANING else 2


def is_refused_logon(number: int) -> bool:
    """The credential itself was refused: wrong, locked, expired or disabled."""
    return number in _LOGON


def classify(number: int, states: Sequence[str] = ()) -> tuple[GapReason, str]:
    """The reason and our own sentence; `states` are the ODBC states that came with it."""
    if is_refused_logon(number):
        return GapReason.DENIED, "the login was refused"
    if number in _MEANING:
        return _MEANING[number]
    if _TIME_OUT_STATES.intersection(states):
        return GapReason.TIMED_OUT, "the server did not answer in time"
    if ends_connection(number, states):
        return GapReason.UNREACHABLE, "the connection failed"
    return GapReason.UNSUPPORTED, "the server reported an error"


def ends_connection(number: int, states: Sequence[str] = ()) -> bool:
    """Whether the connection is lost, or can no longer be trusted to pair answers with questions.

    An error of the server's own, whatever it is, leaves it usable.
    """
    lost = any(state.startswith(_CONNECTION_STATES) for state in states)
    return not number or number in _CLIENT_SIDE or (lost and number not in _MEANING)
