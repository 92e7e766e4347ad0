"""One client's socket, plain or with TLS inside TDS or TLS around it."""

import select
import socket
import ssl
from collections.abc import Callable

from tests.lab.tds.packets import Closed, Kind, PacketReader, pack

_CHUNK = 65536
_TLS_RECORD = 0x16


class Wire:
    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._tls: ssl.SSLObject | None = None
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self.packet_size = 4096

    def starts_with_tls(self) -> bool:
        """TDS 8.0 ("strict"): the client greets with TLS itself."""
        first = self._socket.recv(1, socket.MSG_PEEK)
        if not first:
            raise Closed
        return first[0] == _TLS_RECORD

    def receive(self, count: int) -> bytes:
        if self._tls is None:
            return self._socket.recv(count)
        while True:
            try:
                return self._tls.read(count)
            except ssl.SSLWantReadError:
                data = self._socket.recv(_CHUNK)
                if not data:
                    raise Closed from None
                self._incoming.write(data)
            except ssl.SSLError:
                raise Closed from None

    def send(self, data: bytes) -> None:
        if self._tls is None:
            self._socket.sendall(data)
            return
        self._tls.write(data)
        self._socket.sendall(self._outgoing.read())

    def answer(self, body: bytes, kind: int = Kind.ANSWER) -> None:
        self.send(pack(kind, body, self.packet_size))

    def readable(self, seconds: float) -> bool:
        """Whether the client sends something (or leaves) within this time."""
        if self._tls is not None and (self._tls.pending() or self._incoming.pending):
            return True
        return bool(select.select([self._socket], [], [], seconds)[0])

    def tls_inside(self, context: ssl.SSLContext, reader: PacketReader) -> None:
        """TDS 7: records of the handshake travel in PRELOGIN messages."""
        self._handshake(
            context,
            lambda: reader.message().body,
            lambda data: self._socket.sendall(pack(Kind.PRELOGIN, data)),
        )

    def tls_around(self, context: ssl.SSLContext) -> None:
        """TDS 8: TLS first, TDS in it."""
        self._handshake(context, lambda: self._socket.recv(_CHUNK), self._socket.sendall)

    def tls_ends(self) -> None:
        """After an encrypted login, when the client wanted no more than that."""
        self._tls = None

    def _handshake(
        self,
        context: ssl.SSLContext,
        receive: Callable[[], bytes],
        send: Callable[[bytes], None],
    ) -> None:
        tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        while True:
            try:
                tls.do_handshake()
            except ssl.SSLWantReadError:
                if self._outgoing.pending:
                    send(self._outgoing.read())
                data = receive()
                if not data:
                    raise Closed from None
                self._incoming.write(data)
            except ssl.SSLError:
                raise Closed from None
            else:
                break
        if self._outgoing.pending:
            send(self._outgoing.read())
        self._tls = tls
