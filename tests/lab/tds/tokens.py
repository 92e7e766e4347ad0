"""Tokens of a server's answer ([MS-TDS] 2.2.7)."""

import struct
from collections.abc import Iterable, Sequence
from typing import Any

from tests.lab.tds.errors import SqlError
from tests.lab.tds.sql_types import SqlType
from tests.lab.tds.wire_values import COLLATION, encode, type_info

TDS_7_4 = bytes((0x74, 0x00, 0x00, 0x04))
_NULLABLE = 0x0001
_SELECT = 0xC1

MORE = 0x01
ERROR = 0x02
COUNT = 0x10
ATTENTION = 0x20

_LENGTH_BYTES = {1: "<B", 2: "<H"}


def _text(value: str, length_bytes: int = 1) -> bytes:
    return struct.pack(_LENGTH_BYTES[length_bytes], len(value)) + value.encode("utf-16-le")


def _token(kind: int, body: bytes) -> bytes:
    return struct.pack("<BH", kind, len(body)) + body


def login_ack(version: tuple[int, int, int]) -> bytes:
    major, minor, build = version
    number = struct.pack(">BBH", major, minor, build)
    return _token(0xAD, b"\x01" + TDS_7_4 + _text("Microsoft SQL Server") + number)


def database_change(new: str, old: str) -> bytes:
    return _token(0xE3, b"\x01" + _text(new) + _text(old))


def language_change() -> bytes:
    return _token(0xE3, b"\x02" + _text("us_english") + _text(""))


def packet_size_change(new: int, old: int) -> bytes:
    return _token(0xE3, b"\x04" + _text(str(new)) + _text(str(old)))


def collation_change() -> bytes:
    return _token(0xE3, b"\x07" + bytes((len(COLLATION),)) + COLLATION + b"\x00")


def information(number: int, message: str, server: str) -> bytes:
    return _message(0xAB, number, 1, 0, message, server)


def error(problem: SqlError, server: str) -> bytes:
    return _message(0xAA, problem.number, problem.state, problem.severity, problem.message, server)


def _message(kind: int, number: int, state: int, severity: int, text: str, server: str) -> bytes:
    head = struct.pack("<iBB", number, state, severity)
    return _token(kind, head + _text(text, 2) + _text(server) + _text("") + struct.pack("<i", 1))


def columns(described: Sequence[tuple[str, SqlType]]) -> bytes:
    parts = [struct.pack("<BH", 0x81, len(described))]
    for name, kind in described:
        parts.append(struct.pack("<IH", 0, _NULLABLE) + type_info(kind) + _text(name))
    return b"".join(parts)


def row(kinds: Iterable[SqlType], values: Iterable[Any]) -> bytes:
    cells = (encode(kind, value) for kind, value in zip(kinds, values, strict=True))
    return b"\xd1" + b"".join(cells)


def return_status(value: int = 0) -> bytes:
    return struct.pack("<Bi", 0x79, value)


def return_value(ordinal: int, name: str, kind: SqlType, value: Any) -> bytes:
    head = struct.pack("<BH", 0xAC, ordinal) + _text(name) + struct.pack("<BIH", 1, 0, 0)
    return head + type_info(kind) + encode(kind, value)


def done(flags: int = 0, count: int = 0) -> bytes:
    """End of a batch, or of one of its statements (with MORE)."""
    return struct.pack("<BHHQ", 0xFD, flags, _SELECT if flags & COUNT else 0, count)


def done_proc(flags: int = 0) -> bytes:
    return struct.pack("<BHHQ", 0xFE, flags, 0, 0)


def done_in_proc(flags: int = 0, count: int = 0) -> bytes:
    return struct.pack("<BHHQ", 0xFF, flags, _SELECT if flags & COUNT else 0, count)
