"""A SQL Server on loopback that speaks TDS 7.4 and answers from a description."""

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Any

from tests.lab.tds.certificates import ServerCertificates
from tests.lab.tds.description import LabSqlServer
from tests.lab.tds.engine import Engine
from tests.lab.tds.journal import Journal
from tests.lab.tds.session import Session

_BACKLOG = 64


class TdsServer:
    """`log` tells what clients did. Faults of the description count from the next connection or
    statement on; after other changes of it call `reload`."""

    def __init__(
        self,
        description: LabSqlServer,
        certificate: ServerCertificates,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.description = description
        self.certificate = certificate
        self.log = Journal()
        self.host = host
        self.port = port
        self._engine = Engine(description)
        self._stopping = threading.Event()
        self._listener: socket.socket | None = None
        self._clients: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()

    def start(self) -> None:
        """A server that refuses still takes a port, and leaves it closed."""
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((self.host, self.port))
        self.port = listener.getsockname()[1]
        self._listener = listener
        if self.description.faults.refuse:
            return
        listener.listen(_BACKLOG)
        listener.settimeout(0.1)
        self._run(self._accept)

    def stop(self) -> None:
        self._stopping.set()
        if self._listener is not None:
            self._listener.close()
        with self._lock:
            for client in self._clients:
                _close(client)
        for thread in list(self._threads):
            thread.join(timeout=5)
        self._engine.close()

    def reload(self) -> None:
        """Build every table anew from the description."""
        self._engine.reload(self.description)

    def __enter__(self) -> "TdsServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _accept(self) -> None:
        while not self._stopping.is_set() and self._listener is not None:
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            client.setblocking(True)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._clients.add(client)
            self._run(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        session = Session(
            client, self.description, self.certificate, self._engine, self.log, self._stopping
        )
        try:
            session.run()
        finally:
            with self._lock:
                self._clients.discard(client)
            _close(client)

    def _run(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()


def _close(client: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the client may have gone already
        client.shutdown(socket.SHUT_RDWR)
    client.close()
