"""Windows hosts over WinRM: one shell, one logon, at most two rounds of questions.

The only module that knows pywinrm, whose calls wait for ever and leave shells behind when left
alone: here every wait has an end, and the shell is closed whatever happens.
"""

import contextlib
import math
import secrets
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from scanner.errors import MissingProgram
from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.host_door import HostDoor
from scanner.transport.host_framing import (
    HostAnswer,
    Question,
    command_line,
    read_answers,
    standard_input,
)

if TYPE_CHECKING:
    from winrm.protocol import Protocol
MOST_ROUNDS = 2
MOST_OUTPUT = 20_000_000  # bytes of one round
_OPERATION_SECONDS = 20
_UTF8 = 65001
_CHUNK = 190_000  # of standard input: well below an envelope of 500 KB when in base64
_CUT_SHARE = 1.25  # of the deadline: later than the loop that ends politely
_READER_SHARE = 0.8  # of the deadline: so that the reader still tells what it has


class WinRmHost:
    """A context manager; `ask` at most twice, the second time with what the first told."""

    def __init__(self, door: HostDoor) -> None:
        self._door = door
        self._rounds = 0
        self._alive = False
        self._shell = ""

    def __enter__(self) -> Self:
        from scanner.transport.host_route import Route, probe

        self._route = Route(self._door)
        probe(self._door)
        self._protocol = _protocol(self._door)
        try:
            with self._guarded():
                self._open()
        except BaseException:
            self._protocol.transport.close_session()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self._alive:
                with contextlib.suppress(TransportFailure), self._guarded():
                    self._protocol.close_shell(self._shell)
        finally:
            self._alive = False
            self._protocol.transport.close_session()

    def ask(self, questions: Sequence[Question]) -> dict[str, HostAnswer]:
        """One answer for each question's id; raises TransportFailure when the whole host fails."""
        if self._rounds == MOST_ROUNDS:
            raise RuntimeError(f"{self._door.name} was asked {MOST_ROUNDS} rounds already")
        if not self._alive:  # pywinrm would connect anew: another logon, on no route of ours
            raise TransportFailure(GapReason.UNREACHABLE, f"{self._door.place} was lost before")
        self._rounds += 1
        nonce = secrets.token_hex(8)
        seconds = math.ceil(self._door.deadline.total_seconds() * _READER_SHARE)
        stdout = self._run(standard_input(questions, nonce, seconds))
        return read_answers(stdout, nonce, [str(question["id"]) for question in questions])

    def _open(self) -> None:
        """Seals what goes over HTTP, by the first logon, before anything of ours is sent."""
        transport = self._protocol.transport
        session = transport.build_session()
        self._route.carry(session)
        if self._door.scheme == "http":
            transport.setup_encryption(session)
        self._shell = self._protocol.open_shell(codepage=_UTF8, noprofile=True)

    def _run(self, stdin: bytes) -> bytes:
        with self._guarded():
            command = self._protocol.run_command(
                self._shell, command_line(), console_mode_stdin=False
            )
        try:
            with self._guarded():
                self._send(command, stdin)
                return self._output(command)
        finally:
            if self._alive:
                with contextlib.suppress(TransportFailure), self._guarded():
                    self._protocol.cleanup_command(self._shell, command)

    def _send(self, command: str, stdin: bytes) -> None:
        for start in range(0, len(stdin), _CHUNK):
            chunk = stdin[start : start + _CHUNK]
            last = start + _CHUNK >= len(stdin)
            self._protocol.send_command_input(self._shell, command, chunk, end=last)

    def _output(self, command: str) -> bytes:
        from winrm.exceptions import WinRMOperationTimeoutError

        ends = time.monotonic() + self._door.deadline.total_seconds()
        stdout, done = b"", False
        while not done:
            left = ends - time.monotonic()
            if left <= 0:
                raise self._too_late()
            self._protocol.operation_timeout_sec = min(_OPERATION_SECONDS, math.ceil(left))
            with contextlib.suppress(WinRMOperationTimeoutError):
                part, _, _, done = self._protocol.get_command_output_raw(self._shell, command)
                stdout += part
            if len(stdout) > MOST_OUTPUT:
                raise TransportFailure(GapReason.UNPARSABLE, f"{self._door.place} answers too much")
        return stdout

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Our words for every failure; after one of the connection nothing more is sent on it.

        A new connection would be a second logon, and a host that froze would hold us again; it
        closes a shell that was left behind by itself.
        """
        from winrm.exceptions import WinRMOperationTimeoutError

        from scanner.transport.host_errors import failure_of

        with self._route.cut_after(self._door.deadline * _CUT_SHARE) as was_cut:
            try:
                yield
                self._alive = True
            except TransportFailure:
                raise
            except WinRMOperationTimeoutError:
                raise self._too_late() from None
            except Exception as error:  # noqa: BLE001  # pywinrm lets ParseError, KeyError, … through
                self._alive = self._alive and _is_fault(error) and not was_cut.is_set()
                late = was_cut.is_set()
                raise self._too_late() if late else failure_of(error, self._door) from None

    def _too_late(self) -> TransportFailure:
        seconds = self._door.deadline.total_seconds()
        return TransportFailure(
            GapReason.TIMED_OUT, f"{self._door.place} gave no answer within {seconds:g} s"
        )


def _is_fault(error: Exception) -> bool:
    """A WS-Man fault is an answer: the connection and its logon are well."""
    return getattr(error, "wsman_fault_code", None) is not None


def _protocol(door: HostDoor) -> "Protocol":
    """Without pywinrm's own sealing, which would send before the route is known to the session."""
    from winrm import transport
    from winrm.protocol import Protocol

    if door.transport == "kerberos" and not transport.HAVE_KERBEROS:
        raise MissingProgram(
            f"{door.name}: Kerberos needs a library that is not installed",
            "pip install 'btsready[kerberos]'",
        )
    return Protocol(
        endpoint=door.endpoint,
        transport=door.transport,
        username=door.username or None,
        password=door.password,
        ca_trust_path="",  # trust is the route's; anything else reads the environment
        cert_pem=str(door.client_certificate) if door.client_certificate else None,
        cert_key_pem=str(door.client_key) if door.client_key else None,
        server_cert_validation="validate",
        message_encryption="never",
        read_timeout_sec=_OPERATION_SECONDS + 10,
        operation_timeout_sec=_OPERATION_SECONDS,
        proxy=None,
    )
