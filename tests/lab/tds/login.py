"""What a client says first: PRELOGIN and LOGIN7 ([MS-TDS] 2.2.6.4 and 2.2.6.5)."""

import struct
from dataclasses import dataclass
from enum import IntEnum

_INTEGRATED = 0x80
_OFFSETS_START = 36
_NAMES = (
    "host",
    "user",
    "password",
    "application",
    "server",
    "extension",
    "library",
    "language",
    "database",
)


class Encryption(IntEnum):
    OFF = 0
    ON = 1
    NOT_SUPPORTED = 2
    REQUIRED = 3


@dataclass(frozen=True)
class Login:
    user: str
    password: str
    database: str
    application: str
    server: str
    host: str
    packet_size: int
    integrated: bool


def requested_encryption(prelogin: bytes) -> Encryption:
    place = 0
    while prelogin[place] != 0xFF:
        option, offset, _length = struct.unpack_from(">BHH", prelogin, place)
        if option == 1:
            return Encryption(prelogin[offset] & 0x03)
        place += 5
    return Encryption.NOT_SUPPORTED


def prelogin_answer(version: tuple[int, int, int], encryption: Encryption) -> bytes:
    options = (
        (0, struct.pack(">BBHH", *version, 0)),
        (1, bytes((encryption,))),
        (2, b"\x00"),
        (3, b""),
        (4, b"\x00"),
    )
    offset, heads, bodies = len(options) * 5 + 1, b"", b""
    for option, body in options:
        heads += struct.pack(">BHH", option, offset + len(bodies), len(body))
        bodies += body
    return heads + b"\xff" + bodies


def agreed_encryption(wanted: Encryption) -> Encryption:
    """This server always offers TLS and insists on it for nobody."""
    if wanted in {Encryption.ON, Encryption.REQUIRED}:
        return Encryption.ON
    return wanted


def parse_login(body: bytes) -> Login:
    packet_size = struct.unpack_from("<I", body, 8)[0]
    texts = {}
    for number, name in enumerate(_NAMES):
        offset, length = struct.unpack_from("<HH", body, _OFFSETS_START + number * 4)
        raw = body[offset : offset + length * 2]
        if name == "password":
            raw = _plain(raw)
        texts[name] = "" if name == "extension" else raw.decode("utf-16-le")
    return Login(
        user=texts["user"],
        password=texts["password"],
        database=texts["database"],
        application=texts["application"],
        server=texts["server"],
        host=texts["host"],
        packet_size=packet_size,
        integrated=bool(body[25] & _INTEGRATED),
    )


def _plain(scrambled: bytes) -> bytes:
    """Undo LOGIN7's scrambling: every byte XOR A5, then its halves swapped."""
    return bytes(((b ^ 0xA5) >> 4 | (b ^ 0xA5) << 4) & 0xFF for b in scrambled)
