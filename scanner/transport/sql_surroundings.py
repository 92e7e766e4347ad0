"""What a driver needs around it before it connects: an open port, trusted certificates, files."""

import socket
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.sql_certificate import verified_certificate
from scanner.transport.sql_driver import Family, SqlDoor, freetds_conf

_PROBE_SECONDS = 5.0


def surroundings(door: SqlDoor, driver: str, stack: ExitStack) -> dict[str, str]:
    """Environment variables for the driver's process; the files they name live as long as `stack`.

    Reaches the server's port, and for FreeTDS verifies its certificate. Raises TransportFailure.
    """
    if Family.of(driver) is Family.FREETDS:
        return {"FREETDSCONF": str(_freetds_conf(door, _private_folder(stack)))}
    _probe(door)
    if not door.ca_file:
        return {}
    return {"SSL_CERT_FILE": str(door.ca_file), "SSL_CERT_DIR": str(_private_folder(stack))}


def _freetds_conf(door: SqlDoor, folder: Path) -> Path:
    trusted = _trusted(door, folder / "server.pem") if door.verifies else None
    if trusted is None:
        _probe(door)
    conf = folder / "freetds.conf"
    conf.touch(mode=0o600)
    conf.write_text(freetds_conf(door, trusted), encoding="utf-8")
    return conf


def _trusted(door: SqlDoor, path: Path) -> Path | None:
    """The server's own certificate, once it has proved its name."""
    end = door.endpoint
    if end.port is None:
        return None
    where = (end.host, end.port)
    path.write_text(
        verified_certificate(where, door.expected_name, door.ca_file, _patience(door)),
        encoding="ascii",
    )
    return path


def _private_folder(stack: ExitStack) -> Path:
    """For the owner only."""
    return Path(stack.enter_context(TemporaryDirectory(prefix="btsready-")))


def _probe(door: SqlDoor) -> None:
    """Drivers take long over a silent or closed port, so it is tried first."""
    end = door.endpoint
    if end.port is None:
        return
    try:
        socket.create_connection((end.host, end.port), _patience(door)).close()
    except OSError as error:
        raise TransportFailure(
            GapReason.UNREACHABLE, f"port {end.port} cannot be reached: {error}"
        ) from error


def _patience(door: SqlDoor) -> float:
    return min(_PROBE_SECONDS, door.login_seconds)
