"""The dialogue with one client, from PRELOGIN to its leaving."""

import contextlib
import socket
import threading
from ssl import SSLContext

from tests.lab.tds import errors, tokens
from tests.lab.tds.answer import Answer
from tests.lab.tds.certificates import ServerCertificates
from tests.lab.tds.description import LabSqlServer
from tests.lab.tds.dispatch import Dispatch
from tests.lab.tds.engine import Engine, EngineSession
from tests.lab.tds.interruption import CalledOff, Interrupted, Interruption
from tests.lab.tds.journal import Journal, LoginAttempt
from tests.lab.tds.login import (
    Encryption,
    Login,
    agreed_encryption,
    parse_login,
    prelogin_answer,
    requested_encryption,
)
from tests.lab.tds.packets import Closed, Kind, Message, PacketReader
from tests.lab.tds.wire import Wire

_PACKET_SIZES = range(512, 32768)


class Session:
    def __init__(
        self,
        client: socket.socket,
        description: LabSqlServer,
        certificate: ServerCertificates,
        engine: Engine,
        journal: Journal,
        stopping: threading.Event,
    ) -> None:
        self._wire = Wire(client)
        self._reader = PacketReader(self._wire.receive)
        self._description = description
        self._certificate = certificate
        self._engine = engine
        self._journal = journal
        self._record = journal.connection()
        self._encrypted = False
        self._interruption = Interruption(self._wire, stopping)

    def run(self) -> None:
        try:
            self._talk()
        except (Closed, Interrupted, CalledOff, OSError):
            return  # the client left, or a fault ends the conversation here

    def _talk(self) -> None:
        faults = self._description.faults
        if faults.blackhole:
            self._interruption.freeze()
        login = self._greet()
        self._interruption.wait(faults.slow_login)
        if faults.freeze_login:
            self._interruption.freeze()
        session = self._admit(login)
        if session is None:
            return
        dispatch = Dispatch(
            session, self._description, self._journal, self._record, self._interruption
        )
        while True:
            message = self._message()
            answer = Answer(self._wire)
            with contextlib.suppress(CalledOff):
                dispatch.handle(message, answer)
                answer.finish()

    def _message(self) -> Message:
        message = self._reader.message()
        self._record.packets[_name(message.kind)] += 1
        return message

    def _greet(self) -> Login:
        strict = self._wire.starts_with_tls()
        if strict:
            self._wire.tls_around(self._context())
        hello = self._message()
        wanted = requested_encryption(hello.body)
        agreed = Encryption.NOT_SUPPORTED if strict else agreed_encryption(wanted)
        self._wire.answer(prelogin_answer(self._description.version, agreed))
        if agreed is not Encryption.NOT_SUPPORTED:
            self._wire.tls_inside(self._context(), self._reader)
        self._encrypted = strict or agreed is Encryption.ON
        message = self._message()
        if message.kind != Kind.LOGIN7:
            raise Closed
        if agreed is Encryption.OFF:
            self._wire.tls_ends()
        return parse_login(message.body)

    def _context(self) -> SSLContext:
        if self._description.faults.wrong_certificate:
            return self._certificate.of_a_stranger
        if self._description.faults.wrong_name:
            return self._certificate.of_another_name
        return self._certificate.right

    def _admit(self, login: Login) -> EngineSession | None:
        answer = Answer(self._wire)
        try:
            session = self._engine.open(login)
        except errors.SqlError as refused:
            self._note(login, ok=False)
            answer.add(*_errors(refused, self._description.name))
            answer.add(tokens.done(tokens.ERROR))
            answer.finish()
            return None
        self._note(login, ok=True)
        size = login.packet_size if login.packet_size in _PACKET_SIZES else 4096
        server = self._description.name
        context = f"Changed database context to '{session.database}'."
        answer.add(
            tokens.database_change(session.database, "master"),
            tokens.information(5701, context, server),
            tokens.collation_change(),
            tokens.language_change(),
            tokens.information(5703, "Changed language setting to us_english.", server),
            tokens.login_ack(self._description.version),
            tokens.packet_size_change(size, 4096),
            tokens.done(),
        )
        answer.finish()
        self._wire.packet_size = size
        return session

    def _note(self, login: Login, *, ok: bool) -> None:
        self._journal.logins.append(
            LoginAttempt(
                self._record.number,
                login.user,
                ok,
                login.database,
                login.application,
                self._encrypted,
            )
        )


def _errors(problem: errors.SqlError, server: str) -> list[bytes]:
    earlier = _errors(problem.before, server) if problem.before else []
    return [*earlier, tokens.error(problem, server)]


def _name(kind: int) -> str:
    return Kind(kind).name if kind in set(Kind) else f"0x{kind:02x}"
