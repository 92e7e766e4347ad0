"""A described host behind a listener, and the door to it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from scanner.transport.host_door import HostDoor, Scheme
from tests.lab.tds.certificates import LabAuthority
from tests.lab.winrm.description import LabHost, LabUser
from tests.lab.winrm.journal import Journal
from tests.lab.winrm.server import WinRmServer

ACCOUNT = "LAB\\scan"
PASSWORD = "Canary-7f3!ü"
QUESTION = {"id": "host", "kind": "host"}


@dataclass(frozen=True)
class Lab:
    server: WinRmServer
    door: HostDoor

    @property
    def journal(self) -> Journal:
        return self.server.journal


@contextmanager
def open_lab(authority: LabAuthority, folder: Path) -> Iterator[Callable[..., Lab]]:
    """What it yields starts one host; whatever is not about the host goes into its door."""
    ca_file = authority.write_ca(folder / "ca.pem")
    with ExitStack() as servers:

        def opener(
            scheme: Scheme = "https",
            *,
            faults: Sequence[str] | set[str] = (),
            names: tuple[str, ...] = ("BTS01",),
            language_mode: str = "FullLanguage",
            **door: Any,
        ) -> Lab:
            host = LabHost(
                "BTS01",
                users={ACCOUNT: LabUser(PASSWORD)},
                language_mode=language_mode,
                faults=set(faults),
            )
            tls = authority.context(*names) if scheme == "https" else None
            server = servers.enter_context(WinRmServer(host, tls))
            known = {
                "transport": "ntlm",
                "username": ACCOUNT,
                "password": PASSWORD,
                "address": "127.0.0.1",
                "ca_file": ca_file,
                "port": server.port,
                "deadline": timedelta(seconds=10),
            }
            return Lab(server, HostDoor(name="BTS01", scheme=scheme, **{**known, **door}))

        yield opener
