"""SQL Server through ODBC, in a child process that can be killed.

A server that freezes in the middle of a fetch holds the driver's thread for good, and with it the
interpreter's exit; so each instance is read by a process of its own, started by spawn, and what it
had passed on before a deadline is kept.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self

from scanner.errors import MissingProgram
from scanner.model.evidence import GapReason, JsonValue
from scanner.transport.failure import TransportFailure
from scanner.transport.logon import LogonGuard, LogonRefused
from scanner.transport.redact import Secrets, redact_text
from scanner.transport.sql_child import run
from scanner.transport.sql_driver import SqlDoor, choose_driver, refuse_what_cannot_verify
from scanner.transport.sql_errors import (
    DEADLOCK_VICTIM,
    classify,
    ends_connection,
    is_refused_logon,
    native_number,
    server_words,
)
from scanner.transport.sql_surroundings import surroundings

__all__ = ["SqlDoor", "SqlInstance", "installed_drivers"]

_START_SECONDS = 20.0  # for a busy machine to start a Python process
_REOPENINGS = 2
_CHILD_LOST = "the driver's process ended unexpectedly"


def installed_drivers() -> list[str]:
    """The names registered on this machine; raises MissingProgram without the driver manager."""
    try:
        import pyodbc
    except ImportError as error:
        raise MissingProgram(
            "The ODBC driver manager is missing.",
            "Install unixODBC's library; on Debian: apt-get install libodbc2 tdsodbc",
        ) from error
    return list(pyodbc.drivers())


@dataclass
class _Received:
    """What one statement has brought so far."""

    rows: list[dict[str, JsonValue]] = field(default_factory=list)
    redactions: int = 0


class SqlInstance:
    """One connection to one instance; entering it logs on, once."""

    def __init__(self, door: SqlDoor, guard: LogonGuard | None = None) -> None:
        self._driver = choose_driver(door.driver, installed_drivers())
        self.driver = Path(self._driver).name  # a library given by its path is told by its file
        self.certificate_verified: bool | None = door.verifies
        self._door = door
        self._guard = guard or LogonGuard()
        self._secrets = Secrets([door.password])
        self._until = monotonic() + door.overall_seconds
        self._stack = ExitStack()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._reopenings = 0
        self._ended = TransportFailure(GapReason.NOT_COLLECTED, "not connected")

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def open(self) -> None:
        """Log on. Raises TransportFailure; LogonRefused when the credential itself is refused."""
        self._log_on()
        self._reopenings = _REOPENINGS

    def _log_on(self) -> None:
        refuse_what_cannot_verify(self._door, self._driver)
        try:
            environment = surroundings(self._door, self._driver, self._stack)
            with self._guard.logon(self._door.credential, self._door.name) as permit:
                self._start(environment)
                self._receive(self._door.login_seconds + self._door.grace_seconds, _Received())
                permit.accepted()
        except TransportFailure as failure:
            self._kill(failure)
            raise
        except (EOFError, OSError) as error:
            lost = TransportFailure(GapReason.UNREACHABLE, _CHILD_LOST)
            self._kill(lost)
            raise lost from error

    def read(
        self,
        statement: str,
        parameters: Sequence[str | int | float | None] = (),
        database: str = "",
        seconds: float | None = None,
    ) -> tuple[tuple[dict[str, JsonValue], ...], int]:
        """Rows in order, and how many secrets were redacted in them.

        Runs in `database`, master when empty. Raises TransportFailure with the rows so far.
        """
        request: dict[str, JsonValue] = {
            "statement": statement,
            "parameters": list(parameters),
            "database": database,
            "seconds": seconds or self._door.statement_seconds,
        }
        try:
            received = self._ask(request)
        except _Deadlocked:
            received = self._ask(request)
        return tuple(received.rows), received.redactions

    def close(self) -> None:
        """Log off if the child still listens, else end it."""
        self._reopenings = 0
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(1)
        self._kill(TransportFailure(GapReason.NOT_COLLECTED, "the connection was closed"))

    def _ask(self, request: dict[str, JsonValue]) -> _Received:
        received = _Received()
        try:
            self._connected().send_bytes(json.dumps(request).encode())
            self._receive(float(str(request["seconds"])) + self._door.grace_seconds, received)
        except (EOFError, OSError) as error:
            failure = TransportFailure(GapReason.UNREACHABLE, _CHILD_LOST, received.rows)
            self._kill(failure)
            raise failure from error
        return received

    def _connected(self) -> Connection:
        """The pipe to a child; a connection that was lost is opened again, but not for ever."""
        if self._pipe is None and self._reopenings:
            self._reopenings -= 1
            self._log_on()
        if self._pipe is None:
            raise TransportFailure(self._ended.reason, self._ended.detail)
        return self._pipe

    def _receive(self, seconds: float, received: _Received) -> None:
        """Messages of one answer, until its last."""
        deadline = min(monotonic() + seconds, self._until)
        while self._pipe is not None:
            if not self._pipe.poll(max(deadline - monotonic(), 0)):
                raise self._frozen(received)
            message = json.loads(self._pipe.recv_bytes())
            if "rows" not in message:
                self._conclude(message, received)
                return
            received.rows += message["rows"]
            received.redactions += message["redactions"]

    def _conclude(self, message: dict[str, Any], received: _Received) -> None:
        if "unusable" in message:
            failure = TransportFailure(GapReason.UNPARSABLE, message["unusable"], received.rows)
            self._kill(failure)
            raise failure
        if "failed" in message:
            raise self._failure(message["failed"], received)

    def _failure(self, failed: Mapping[str, str], received: _Received) -> TransportFailure:
        number = native_number(failed["message"])
        reason, sentence = classify(number, [failed["state"]])
        told, _ = self._secrets.cover(redact_text(server_words(failed["message"]))[0])
        detail = f"{sentence} (error {number or failed['state']}): {told}"
        if is_refused_logon(number):
            return LogonRefused(detail)
        if number == DEADLOCK_VICTIM:
            return _Deadlocked(reason, detail, received.rows)
        failure = TransportFailure(reason, detail, received.rows)
        if ends_connection(number, [failed["state"]]):
            self._kill(failure)  # after a time-out a driver may take one answer for another
        return failure

    def _frozen(self, received: _Received) -> TransportFailure:
        failure = TransportFailure(
            GapReason.TIMED_OUT, "no answer in time; the connection was ended", received.rows
        )
        self._kill(failure)
        return failure

    def _start(self, environment: Mapping[str, str]) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=run, args=(theirs, self._door, self._driver, environment), daemon=True
        )
        self._process.start()
        theirs.close()
        self._receive(_START_SECONDS, _Received())

    def _kill(self, why: TransportFailure) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join(1)
            with suppress(ValueError):  # a process that even then has not ended
                self._process.close()
        self._pipe = self._process = None
        self._ended = why
        self._stack.close()


class _Deadlocked(TransportFailure):
    """Chosen as a deadlock victim: worth one more try."""
