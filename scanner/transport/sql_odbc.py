"""SQL Server through ODBC, in a child process that can be killed.

A server that freezes in the middle of a fetch holds the driver's thread for good, and with it the
interpreter's exit; so each instance is read by a process of its own, started by spawn, and what it
had passed on before a deadline is kept.
"""

import json
import os
import signal
import socket
import tempfile
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
from scanner.transport.sql_certificate import verified_certificate
from scanner.transport.sql_child import Reader, described, serve
from scanner.transport.sql_driver import (
    Family,
    SqlDoor,
    choose_driver,
    connection_string,
    freetds_conf,
    refuse_what_cannot_verify,
)
from scanner.transport.sql_errors import (
    DEADLOCK_VICTIM,
    classify,
    is_refused_logon,
    native_number,
)

__all__ = ["SqlDoor", "SqlInstance", "installed_drivers"]

_START_SECONDS = 20.0  # for a busy machine to start a Python process
_GRACE_SECONDS = 2.0  # the driver's own time-out comes first and leaves the connection usable
_PROBE_SECONDS = 5.0
_CHILD_LOST = "the driver's process ended unexpectedly"
_FREETDS_ENVIRONMENT = ("TDSHOST", "TDSPORT", "TDSVER", "TDSDUMP", "TDSDUMPCONFIG", "TDSQUERY")


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
        refuse_what_cannot_verify(self._door, self._driver)
        try:
            environment = self._environment()
            with self._guard.logon(self._door.credential, self._door.name) as permit:
                self._start(environment)
                self._receive(self._door.login_seconds + _GRACE_SECONDS, _Received())
                permit.accepted()
        except TransportFailure as failure:
            self._kill(failure)
            raise
        except (EOFError, OSError) as error:
            failure = TransportFailure(GapReason.UNREACHABLE, _CHILD_LOST)
            self._kill(failure)
            raise failure from error

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
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(1)
        self._kill(TransportFailure(GapReason.NOT_COLLECTED, "the connection was closed"))

    def _ask(self, request: dict[str, JsonValue]) -> _Received:
        if self._pipe is None or self._process is None:
            raise TransportFailure(self._ended.reason, self._ended.detail)
        received = _Received()
        try:
            self._pipe.send_bytes(json.dumps(request).encode())
            self._receive(float(str(request["seconds"])) + _GRACE_SECONDS, received)
        except (EOFError, OSError) as error:
            failure = TransportFailure(GapReason.UNREACHABLE, _CHILD_LOST, received.rows)
            self._kill(failure)
            raise failure from error
        return received

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
        if "too_large" in message:
            raise TransportFailure(GapReason.UNPARSABLE, "the answer is too large", received.rows)
        if "failed" in message:
            raise self._failure(message["failed"], received)

    def _failure(self, failed: Mapping[str, str], received: _Received) -> TransportFailure:
        number = native_number(failed["message"])
        reason, sentence = classify(number, [failed["state"]])
        told, _ = self._secrets.cover(redact_text(failed["message"])[0])
        detail = f"{sentence} (error {number or failed['state']}): {told}"
        if is_refused_logon(number):
            return LogonRefused(detail)
        if number == DEADLOCK_VICTIM:
            return _Deadlocked(reason, detail, received.rows)
        return TransportFailure(reason, detail, received.rows)

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
            target=_child, args=(theirs, self._door, self._driver, environment), daemon=True
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

    def _environment(self) -> dict[str, str]:
        """What the child's driver reads from its environment, after reaching the server's port."""
        if Family.of(self._driver) is Family.FREETDS:
            return {"FREETDSCONF": str(self._freetds_folder() / "freetds.conf")}
        self._probe()
        if not self._door.ca_file:
            return {}
        empty = self._private_folder()
        return {"SSL_CERT_FILE": str(self._door.ca_file), "SSL_CERT_DIR": str(empty)}

    def _freetds_folder(self) -> Path:
        folder = self._private_folder()
        trusted = None
        end = self._door.endpoint
        if self._door.verifies and end.port is not None:
            trusted = folder / "server.pem"
            seconds = min(_PROBE_SECONDS, self._door.login_seconds)
            name, ca_file = self._door.expected_name, self._door.ca_file
            pem = verified_certificate((end.host, end.port), name, ca_file, seconds)
            trusted.write_text(pem, encoding="ascii")
        else:
            self._probe()
        conf = folder / "freetds.conf"
        conf.touch(mode=0o600)
        conf.write_text(freetds_conf(self._door, trusted), encoding="utf-8")
        return folder

    def _private_folder(self) -> Path:
        """For the owner only, gone with the connection."""
        return Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="btsready-")))

    def _probe(self) -> None:
        """Drivers take long over a silent or closed port, so it is tried first."""
        end = self._door.endpoint
        if end.port is None:
            return
        seconds = min(_PROBE_SECONDS, self._door.login_seconds)
        try:
            socket.create_connection((end.host, end.port), seconds).close()
        except OSError as error:
            raise TransportFailure(
                GapReason.UNREACHABLE, f"port {end.port} cannot be reached: {error}"
            ) from error


class _Deadlocked(TransportFailure):
    """Chosen as a deadlock victim: worth one more try."""


def _child(pipe: Connection, door: SqlDoor, driver: str, environment: Mapping[str, str]) -> None:
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
