"""The child's work: run one statement after the other and pass the rows on, small bits at a time.

What crosses the pipe is JSON: requests `{statement, parameters, database, seconds}`; answers
`{"rows": [...], "redactions": n}` any number of times, then `{"done": true}` or
`{"failed": {"state", "message"}}` or `{"unusable": why}`.
"""

import json
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from math import ceil
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeAlias

from scanner.model.evidence import JsonValue
from scanner.transport.failure import TransportFailure
from scanner.transport.sql_driver import SESSION, SqlDoor, connection_string, quoted
from scanner.transport.sql_rows import as_rows

FIRST_DATABASE = "master"
MOST_ROWS = 200_000
_MOST_CHARACTERS = 256_000_000
_CHUNK = 16  # a driver that freezes takes the rows of a chunk with it,
_SINGLY = 64  # so the first ones go one by one
_FREETDS_ENVIRONMENT = ("TDSHOST", "TDSPORT", "TDSVER", "TDSDUMP", "TDSDUMPCONFIG", "TDSQUERY")


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


class Unusable(Exception):
    """More rows than anything we ask for can have, or not even an empty table of them."""


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
        for statement in SESSION:
            self._run(statement)

    def answer(self, request: dict[str, Any]) -> None:
        """One request, answered by as many messages as it takes."""
        try:
            self._read(request)
        except Unusable as why:
            self._send({"unusable": str(why)})
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
                raise Unusable("the statement brought no result")
        names = [str(column[0]) for column in cursor.description]
        rows = size = 0
        while chunk := cursor.fetchmany(_CHUNK if rows >= _SINGLY else 1):
            values, redactions = as_rows(names, chunk)
            rows += len(chunk)
            size += sum(len(value) for row in chunk for value in row if isinstance(value, str))
            if rows > self._most_rows or size > _MOST_CHARACTERS:
                raise Unusable("the answer is too large")
            self._send({"rows": values, "redactions": redactions})


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


def run(pipe: Connection, door: SqlDoor, driver: str, environment: Mapping[str, str]) -> None:
    """The process' whole life: start, connect, say so each time, answer until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    import pyodbc

    for name in _FREETDS_ENVIRONMENT:
        os.environ.pop(name, None)
    os.environ.update(environment)
    pyodbc.pooling = False

    def send(message: dict[str, JsonValue]) -> None:
        pipe.send_bytes(json.dumps(message).encode())

    with suppress(BrokenPipeError, ConnectionResetError):  # the parent has gone
        send({"done": True})
        try:
            connection = pyodbc.connect(
                connection_string(door, driver), timeout=int(door.login_seconds), autocommit=True
            )
            reader = Reader(connection, send, pyodbc.Error)
            reader.prepare()
        except pyodbc.Error as error:
            send({"failed": described(error)})
        except TransportFailure as failure:
            send({"failed": {"state": "", "message": failure.detail}})
        else:
            send({"done": True})
            serve(pipe, reader)
            connection.close()
