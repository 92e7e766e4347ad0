"""A SQL Server's certificate, fetched and verified before any driver sends a password.

FreeTDS cannot compare the certificate with a name of our choice, so its CA file is made to hold
the one certificate that was verified here. The wire is [MS-TDS] 2.2.6.5 (PRELOGIN), with the TLS
handshake inside PRELOGIN packets; nothing of a login is sent.
"""

import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure

_PRELOGIN, _END_OF_MESSAGE, _HEADER = 0x12, 0x01, 8
_ENCRYPT_ON, _ENCRYPT_NOT_SUPPORTED = 0x01, 0x02
_VERSION, _ENCRYPTION, _LAST_OPTION = 0x00, 0x01, 0xFF
_LARGEST_ANSWER = 65_536
_MOST_TURNS = 32


def verified_certificate(
    endpoint: tuple[str, int], name: str, ca_file: Path | None, seconds: float
) -> str:
    """The server's certificate as PEM, when a trusted CA issued it for `name`; else raises.

    `ca_file` alone is trusted; without one, the machine's own list.
    """
    context = _context(ca_file)
    with _failures(name), socket.create_connection(endpoint, seconds) as wire:
        return _handshake(_Packets(wire, monotonic() + seconds), context, name)


def _context(ca_file: Path | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except (OSError, ssl.SSLError) as error:
        raise TransportFailure(
            GapReason.UNREACHABLE, f"the CA file {ca_file} cannot be used: {error}"
        ) from error
    context.maximum_version = ssl.TLSVersion.TLSv1_2  # TDS before version 8 knows no later one
    return context


@contextmanager
def _failures(name: str) -> Iterator[None]:
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        detail = f"the server's certificate is not accepted for {name}: {error.verify_message}"
        raise TransportFailure(GapReason.UNREACHABLE, detail) from error
    except TimeoutError as error:
        raise TransportFailure(GapReason.UNREACHABLE, "no answer from the server") from error
    except (OSError, ValueError) as error:
        detail = f"no secure connection to the server: {error}"
        raise TransportFailure(GapReason.UNREACHABLE, detail) from error


def _handshake(packets: "_Packets", context: ssl.SSLContext, name: str) -> str:
    packets.send(_prelogin())
    if _encryption(packets.receive()) == _ENCRYPT_NOT_SUPPORTED:
        raise ssl.SSLError("it does not offer encryption")
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_hostname=name)
    for _ in range(_MOST_TURNS):
        try:
            tls.do_handshake()
        except ssl.SSLWantReadError:
            if outgoing.pending:
                packets.send(outgoing.read())
            incoming.write(packets.receive())
        else:
            return ssl.DER_cert_to_PEM_cert(tls.getpeercert(binary_form=True) or b"")
    raise ssl.SSLError("the handshake does not end")


def _prelogin() -> bytes:
    options = ((_VERSION, bytes(6)), (_ENCRYPTION, bytes([_ENCRYPT_ON])))
    offset = len(options) * 5 + 1
    table, data = b"", b""
    for token, value in options:
        table += struct.pack(">BHH", token, offset + len(data), len(value))
        data += value
    return table + bytes([_LAST_OPTION]) + data


def _encryption(answer: bytes) -> int:
    for start in range(0, len(answer) - 5, 5):
        if answer[start] == _LAST_OPTION:
            break
        offset = int.from_bytes(answer[start + 1 : start + 3], "big")
        if answer[start] == _ENCRYPTION and offset < len(answer):
            return answer[offset]
    raise ValueError("its first answer is not that of a SQL Server")


class _Packets:
    """TDS packets over a socket, with one deadline for all of them."""

    def __init__(self, wire: socket.socket, deadline: float) -> None:
        self._wire = wire
        self._deadline = deadline

    def send(self, payload: bytes) -> None:
        header = struct.pack(">BBHHBB", _PRELOGIN, _END_OF_MESSAGE, len(payload) + _HEADER, 0, 1, 0)
        self._wire.sendall(header + payload)

    def receive(self) -> bytes:
        """The payload of one whole message."""
        message = b""
        while len(message) < _LARGEST_ANSWER:
            _, status, length = struct.unpack(">BBH", self._exactly(_HEADER)[:4])
            message += self._exactly(max(length - _HEADER, 0))
            if status & _END_OF_MESSAGE:
                return message
        raise ValueError("its answer does not end")

    def _exactly(self, size: int) -> bytes:
        received = b""
        while len(received) < size:
            self._wire.settimeout(max(self._deadline - monotonic(), 0.001))
            part = self._wire.recv(size - len(received))
            if not part:
                raise ValueError("it ended the connection")
            received += part
        return received
