"""Packets of TDS: an eight-byte head, messages of several packets ([MS-TDS] 2.2.3)."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

HEAD = struct.Struct(">BBHHBB")
_LAST = 0x01


class Kind(IntEnum):
    BATCH = 0x01
    RPC = 0x03
    ANSWER = 0x04
    ATTENTION = 0x06
    TRANSACTION = 0x0E
    LOGIN7 = 0x10
    PRELOGIN = 0x12


class Closed(Exception):
    """The other side went away."""


@dataclass(frozen=True)
class Message:
    kind: int
    body: bytes


class PacketReader:
    """Reads messages from `receive(n)`, which gives at most n bytes and b"" at the end."""

    def __init__(self, receive: Callable[[int], bytes]) -> None:
        self._receive = receive

    def message(self) -> Message:
        parts = []
        while True:
            kind, status, length, *_ = HEAD.unpack(self.exactly(HEAD.size))
            parts.append(self.exactly(length - HEAD.size))
            if status & _LAST:
                return Message(kind, b"".join(parts))

    def exactly(self, count: int) -> bytes:
        buffer = bytearray()
        while len(buffer) < count:
            part = self._receive(count - len(buffer))
            if not part:
                raise Closed
            buffer += part
        return bytes(buffer)


def pack(kind: int, body: bytes, packet_size: int = 4096) -> bytes:
    """A whole message, cut into packets."""
    room = packet_size - HEAD.size
    pieces = [body[start : start + room] for start in range(0, len(body), room)] or [b""]
    last = len(pieces) - 1
    return b"".join(
        packet(kind, piece, number + 1, last=number == last) for number, piece in enumerate(pieces)
    )


def packet(kind: int, piece: bytes, number: int, *, last: bool) -> bytes:
    return HEAD.pack(kind, _LAST if last else 0, len(piece) + HEAD.size, 0, number % 256, 0) + piece
