"""How HTTP reaches a host: to the address that the estate gives, checked against the host's name.

The URL keeps the name, so NTLM and Kerberos ask for the right service and the TLS name is the
estate's; only the connection goes to the address. Nothing is taken from the environment, no
redirect is followed, and a connection can be cut from another thread when time is over.
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from scanner.errors import UserMistake
from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.host_door import HostDoor

MOST_BYTES = 40_000_000  # of one HTTP answer


def probe(door: HostDoor) -> None:
    """Learns in a moment what an HTTP client learns after its long timeouts."""
    address = (door.address or door.name, door.port)
    try:
        socket.create_connection(address, door.connect_timeout.total_seconds()).close()
    except OSError as error:
        why = "no answer" if isinstance(error, TimeoutError) else type(error).__name__
        raise TransportFailure(
            GapReason.UNREACHABLE, f"{door.place} does not take a TCP connection: {why}"
        ) from None


class TooMuch(ValueError):
    """An HTTP answer whose announced length is beyond all reason."""


class Route(HTTPAdapter):
    def __init__(self, door: HostDoor) -> None:
        self._door = door
        self._sockets: list[socket.socket] = []
        self._context = _trust(door)
        super().__init__(pool_connections=1, pool_maxsize=1)

    def carry(self, session: Session) -> None:
        session.trust_env = False
        session.proxies.clear()
        session.max_redirects = 0
        session.adapters.clear()
        session.mount(f"{self._door.scheme}://", self)

    def init_poolmanager(self, *args: Any, **keywords: Any) -> None:
        super().init_poolmanager(*args, **keywords)
        self.poolmanager.pool_classes_by_scheme = {
            "http": self._remembering(HTTPConnectionPool, HTTPConnection),
            "https": self._remembering(HTTPSConnectionPool, HTTPSConnection),
        }

    def _remembering(self, pool: type[Any], connection: type[Any]) -> type[Any]:
        """Keeps a second handle of every socket: TLS takes the first away to shake hands."""
        remember = self._sockets.append

        def new_conn(self: Any) -> Any:
            connected = connection._new_conn(self)
            remember(connected.dup())
            return connected

        remembered = type(
            f"Remembered{connection.__name__}", (connection,), {"_new_conn": new_conn}
        )
        return type(f"Remembered{pool.__name__}", (pool,), {"ConnectionCls": remembered})

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        place: dict[str, Any] = {
            "scheme": self._door.scheme,
            "host": self._door.address or self._door.name,
            "port": self._door.port,
        }
        if self._door.scheme == "http":
            return place, {}
        name = self._door.certificate_name or self._door.name
        return place, {
            "ssl_context": self._context,
            "cert_reqs": "CERT_REQUIRED",
            "server_hostname": name,
            "assert_hostname": name,
        }

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leaves the trust to our context: the system's authorities or the estate's one file."""

    def send(self, request: PreparedRequest, *args: Any, **keywords: Any) -> Response:
        request.headers["Host"] = f"{self._door.name}:{self._door.port}"
        response = super().send(request, *args, **keywords)
        if int(response.headers.get("Content-Length") or 0) > MOST_BYTES:
            response.close()
            raise TooMuch
        return response

    @contextlib.contextmanager
    def cut_after(self, time: timedelta) -> Iterator[threading.Event]:
        """Ends a wait that no timeout ends, such as an answer that comes byte by byte."""
        was_cut = threading.Event()
        timer = threading.Timer(time.total_seconds(), self._cut, [was_cut])
        timer.daemon = True
        timer.start()
        try:
            yield was_cut
        finally:
            timer.cancel()

    def _cut(self, was_cut: threading.Event) -> None:
        was_cut.set()
        for connected in list(self._sockets):
            with contextlib.suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        super().close()
        while self._sockets:
            self._sockets.pop().close()


def _trust(door: HostDoor) -> ssl.SSLContext:
    """Of the system's authorities, or of the one file that the estate names."""
    try:
        context = ssl.create_default_context(cafile=str(door.ca_file) if door.ca_file else None)
        if door.client_certificate:
            context.load_cert_chain(door.client_certificate, door.client_key)
    except OSError as error:
        raise UserMistake(
            f"{door.name}: a certificate file of the estate cannot be used ({error.strerror})",
            "It must exist and hold PEM.",
        ) from None
    return context
