"""The child's work: run one statement after the other and pass the rows on, small bits at a time.

What crosses the pipe is JSON: requests `{statement, parameters, database, seconds}`; answers
`{"rows": [...], "redactions": n}` any number of times, then `{"done": true}` or
`{"failed": {"state", "message"}}` or `{"too_large": true}`.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeAlias
from uuid import UUID

from scanner.model.evidence import JsonValue
from scanner.transport.redact import redact_text
from scanner.transport.sql_driver import quoted

FIRST_DATABASE = "master"
LONGEST_TEXT = 1_000_000
MOST_ROWS = 200_000
_MOST_CHARACTERS = 256_000_000
_CHUNK = 16  # a driver that freezes takes the rows of a chunk with it,
_SINGLY = 64  # so the first ones go one by one
_SESSION = (
    "SET NOCOUNT ON",
    "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
    "SET LOCK_TIMEOUT 5000",
    "SET DEADLOCK_PRIORITY LOW",
)


class Cursor(Protocol):
    """What we use of a DB-API cursor."""

    @property
    def description(self) -> Sequence[Sequence[Any]] | None: ...
    def execute(self, statement: str, *parameters: Any) -> Any: ...
    def fetchmany(self, size: int) -> Sequence[Sequence[Any]]: ...
    def nextset(self) -> bool | None: ...
    def close(self) -> None: ...


class Database(Protocol):
    """What we use of a DB-API connection; `timeout` is of a statement, in whole seconds."""

    timeout: int

    def cursor(self) -> Cursor: ...


Send: TypeAlias = Callable[[dict[str, JsonValue]], None]


class TooLarge(Exception):
    """More rows, or more in them, than anything we ask for can have."""


class Reader:
    """One connection's statements; remembers which database is current."""

    def __init__(
        self,
        connection: Database,
        send: Send,
        error: type[Exception],
        most_rows: int = MOST_ROWS,
    ) -> None:
        self._connection = connection
        self._send = send
        self._error = error
        self._most_rows = most_rows
        self._current = FIRST_DATABASE

    def prepare(self) -> None:
        """Reads of ours wait for nobody and are the first to give way."""
        for statement in _SESSION:
            self._run(statement)

    def answer(self, request: dict[str, Any]) -> None:
        """One request, answered by as many messages as it takes."""
        try:
            self._read(request)
        except TooLarge:
            self._send({"too_large": True})
        except self._error as error:
            self._send({"failed": described(error)})
        else:
            self._send({"done": True})

    def _read(self, request: dict[str, Any]) -> None:
        self._connection.timeout = ceil(request["seconds"])
        self._use(request["database"] or FIRST_DATABASE)
        cursor = self._connection.cursor()
        try:
            cursor.execute(request["statement"], *request["parameters"])
            self._pass_on(cursor)
        finally:
            cursor.close()

    def _use(self, database: str) -> None:
        if database != self._current:
            self._run(f"USE {quoted(database)}")
            self._current = database

    def _run(self, statement: str) -> None:
        cursor = self._connection.cursor()
        cursor.execute(statement)
        cursor.close()

    def _pass_on(self, cursor: Cursor) -> None:
        while cursor.description is None:
            if not cursor.nextset():
                return
        names = [str(column[0]) for column in cursor.description]
        rows = size = 0
        while chunk := cursor.fetchmany(_CHUNK if rows >= _SINGLY else 1):
            values, redactions = _chunk(names, chunk)
            rows += len(chunk)
            size += sum(len(value) for row in chunk for value in row if isinstance(value, str))
            if rows > self._most_rows or size > _MOST_CHARACTERS:
                raise TooLarge
            self._send({"rows": values, "redactions": redactions})


def _chunk(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[list[JsonValue], int]:
    converted: list[JsonValue] = []
    total = 0
    for row in rows:
        pairs = [as_json(value) for value in row]
        converted.append(dict(zip(names, (value for value, _ in pairs), strict=True)))
        total += sum(count for _, count in pairs)
    return converted, total


def as_json(value: object) -> tuple[JsonValue, int]:
    """A driver's value as JSON, and what was redacted in it. Times stay naive, as stored."""
    if isinstance(value, str):
        text, count = redact_text(value[: LONGEST_TEXT + 4096])  # a secret across the cut is seen
        return text[:LONGEST_TEXT], count
    if value is None or isinstance(value, bool | int | float):
        return value, 0
    return _as_text(value), 0


def _as_text(value: object) -> JsonValue:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case bytes() | bytearray():
            return bytes(value[:LONGEST_TEXT]).hex()
        case UUID():
            return str(value).upper()
        case _:
            return str(value)


def described(error: Exception) -> dict[str, JsonValue]:
    """A driver's exception as it travels: its ODBC state and its text."""
    state = str(error.args[0]) if error.args else ""
    return {"state": state, "message": str(error.args[-1]) if error.args else str(error)}


def serve(pipe: Connection, reader: Reader) -> None:
    """Answer until the parent closes the pipe."""
    while True:
        try:
            request = json.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        reader.answer(request)
