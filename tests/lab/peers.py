"""Every peer of an estate, on loopback, within one process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from tests.lab.estates.estate import LabEstate, LabFileServer
from tests.lab.smb.server import SmbServer
from tests.lab.tds.certificates import LabAuthority, ServerCertificates
from tests.lab.tds.description import LabSqlServer
from tests.lab.tds.server import TdsServer
from tests.lab.trap import Trap
from tests.lab.winrm.description import LabHost
from tests.lab.winrm.server import WinRmServer, unused_port

COMMA, COLON = ",", ":"


class Peer(Protocol):
    @property
    def port(self) -> int: ...

    def stop(self) -> None: ...

    def seen(self) -> "Seen": ...


@dataclass(frozen=True)
class Seen:
    """What one peer saw: `selects` are statements, `requests` those of HTTP, `asked` questions."""

    connections: int = 0
    logons: int = 0
    refused: int = 0
    selects: int = 0
    requests: int = 0
    asked: int = 0
    shells: tuple[int, int] = (0, 0)  # opened, closed
    violations: tuple[str, ...] = ()


@dataclass
class SqlPeer:
    server: TdsServer

    @property
    def port(self) -> int:
        return self.server.port

    def stop(self) -> None:
        self.server.stop()

    def seen(self) -> Seen:
        log = self.server.log
        good = log.good_logins()
        refused = len(log.logins) - good
        selects = sum(_is_select(one.text) for one in log.statements)
        return Seen(len(log.connections), good, refused, selects)


@dataclass
class HostPeer:
    server: WinRmServer | None
    port: int

    def stop(self) -> None:
        if self.server:
            self.server.stop()

    def seen(self) -> Seen:
        if self.server is None:
            return Seen()
        log = self.server.journal
        return Seen(
            connections=log.connections,
            logons=len(log.logons),
            refused=len(log.refused),
            requests=log.http_requests,
            asked=len(log.questions),
            shells=(log.shells, log.closed),
            violations=tuple(log.violations),
        )


@dataclass
class FilePeer:
    server: SmbServer

    @property
    def port(self) -> int:
        return self.server.port

    def stop(self) -> None:
        self.server.stop()

    def seen(self) -> Seen:
        log = self.server.log
        good = sum(ok for _, ok in log.logons)
        return Seen(log.connections, good, len(log.logons) - good)


@dataclass
class TrapPeer:
    server: Trap

    @property
    def port(self) -> int:
        return self.server.port

    def stop(self) -> None:
        self.server.stop()

    def seen(self) -> Seen:
        return Seen(connections=self.server.connections)


@dataclass
class Peers:
    """Started from one estate, and later another one: what did not change keeps running."""

    authority: LabAuthority = field(default_factory=LabAuthority)
    running: dict[str, Peer] = field(default_factory=dict)
    described: dict[str, Any] = field(default_factory=dict)
    certificates: dict[str, ServerCertificates] = field(default_factory=dict)

    def become(self, estate: LabEstate) -> None:
        """Every peer as described, on the port that it had before."""
        wanted: dict[str, Any] = {f"sql:{name}": one for name, one in estate.servers().items()}
        wanted |= {f"host:{name}": one for name, one in estate.hosts.items()}
        wanted |= {f"share:{name}": one for name, one in estate.file_servers.items()}
        wanted |= dict.fromkeys(estate.traps, None)
        for key in [key for key in self.running if self._is_changed(key, wanted)]:
            self.running[key].stop()
        for key, description in wanted.items():
            if key not in self.running or self._is_changed(key, wanted):
                self._start(key, description)
        for key in [key for key in self.running if key not in wanted]:
            del self.running[key]
        self.described = wanted

    def _is_changed(self, key: str, wanted: Mapping[str, Any]) -> bool:
        """A trap counts anew for each estate."""
        if wanted.get(key) is None:
            return True
        return bool(wanted[key] != self.described.get(key))

    def _start(self, key: str, description: Any) -> None:
        name = key.partition(":")[2]
        port = self.running[key].port if key in self.running else 0
        certificates = self.certificates.setdefault(
            name, ServerCertificates(self.authority, name, "localhost")
        )
        starters: dict[type, Callable[[], Peer]] = {
            LabSqlServer: lambda: _sql(description, certificates, port),
            LabHost: lambda: _host(description, certificates, port),
            LabFileServer: lambda: _files(description, port),
            type(None): lambda: TrapPeer(Trap().start()),
        }
        self.running[key] = starters[type(description)]()

    def addresses(self) -> dict[str, str]:
        """As an estate file wants them."""
        separators = {"sql": COMMA, "host": COLON, "share": COLON}
        return {
            key: f"127.0.0.1{separators[key.partition(':')[0]]}{peer.port}"
            for key, peer in self.running.items()
        }

    def seen(self) -> dict[str, Seen]:
        return {key: peer.seen() for key, peer in self.running.items()}

    def stop(self) -> None:
        for peer in self.running.values():
            peer.stop()

    def write_ca(self, path: Path) -> Path:
        return self.authority.write_ca(path)


def _is_select(statement: str) -> bool:
    """A statement of a collector, which begins with its header."""
    lines = (line for line in statement.splitlines() if not line.startswith("--"))
    return next(lines, "").upper().startswith("SELECT")


def _sql(description: LabSqlServer, certificates: ServerCertificates, port: int) -> Peer:
    server = TdsServer(description, certificates, port=port)
    server.start()
    return SqlPeer(server)


def _host(description: LabHost, certificates: ServerCertificates, port: int) -> Peer:
    """A refused connection is a server that is not there."""
    if "refused" in description.faults:
        return HostPeer(None, port or unused_port())
    context = certificates.right
    if "wrong_certificate" in description.faults:
        context = certificates.of_a_stranger
    server = WinRmServer(description, context, port=port)
    return HostPeer(server.start(), server.port)


def _files(description: LabFileServer, port: int) -> Peer:
    server = SmbServer(
        description.shares, description.users, port, description.faults, description.name
    )
    server.start()
    return FilePeer(server)
