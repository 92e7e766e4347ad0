"""A WinRM listener of the lab, over HTTPS or HTTP, answering for one described host."""

import contextlib
import socket
import ssl
import sys
import threading
from http.server import ThreadingHTTPServer
from typing import Any

from tests.lab.winrm.description import LabHost
from tests.lab.winrm.handler import Handler
from tests.lab.winrm.journal import Journal
from tests.lab.winrm.shells import Shells


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, host: LabHost, tls: ssl.SSLContext | None, address: tuple[str, int]) -> None:
        self.host = host
        self.tls = tls
        self.journal = Journal()
        self.shells = Shells(host, self.journal)
        self.stopping = threading.Event()
        super().__init__(address, Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """TLS in the connection's own thread, so that one slow client holds up no other."""
        if self.tls is None or "blackhole" in self.host.faults:
            super().finish_request(request, client_address)
            return
        with contextlib.suppress(OSError), self.tls.wrap_socket(request, server_side=True) as tls:
            super().finish_request(tls, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """An error here is a defect of the lab: told to the test, not to its terminal."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            self.journal.violations.append(f"the lab failed: {error!r}")


class WinRmServer:
    """Started and stopped, or used as a context manager. Over HTTP without a TLS context.

    Faults are words in the host's `faults`, looked up anew at each step: blackhole, unauthorized,
    forbidden, html_page, redirect (to the host's `moved_to`), busy (no shell in time), slow (two
    operation timeouts), slow_for_ever, frozen and drop (in mid-answer), dribble, clixml_noise,
    truncated_base64, huge. Refused is a stopped server, a wrong certificate another context.
    """

    def __init__(
        self,
        host: LabHost,
        tls: ssl.SSLContext | None = None,
        address: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.host = host
        self._listener = Listener(host, tls, (address, port))
        self._thread = threading.Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    @property
    def port(self) -> int:
        return int(self._listener.server_address[1])

    def use(self, tls: ssl.SSLContext | None) -> None:
        """Another certificate, for connections to come."""
        self._listener.tls = tls

    @property
    def journal(self) -> Journal:
        return self._listener.journal

    def start(self) -> "WinRmServer":
        self._thread.start()
        return self

    def stop(self) -> None:
        self._listener.stopping.set()
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join()

    def __enter__(self) -> "WinRmServer":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def unused_port() -> int:
    """A port on which nothing listens: what a refused connection meets."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
