"""Types and values of parameters, as clients send them ([MS-TDS] 2.2.5.4 and 2.2.5.5)."""

import struct
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from tests.lab.tds.sql_types import SqlType
from tests.lab.tds.wire_values import PLP_NULL

_EPOCH = datetime(1900, 1, 1)  # noqa: DTZ001 - datetime has no zone on the wire
_EPOCH_DATE = date(1, 1, 1)
_MAX = 0xFFFF


class ByteReader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    @property
    def ended(self) -> bool:
        return self._place >= len(self._data)

    def take(self, count: int) -> bytes:
        part = self._data[self._place : self._place + count]
        if len(part) < count:
            raise ValueError("a call ends too early")
        self._place += count
        return part

    def peek(self) -> int:
        return self._data[self._place]

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "little")

    def text(self, length_bytes: int) -> str:
        return self.take(self.number(length_bytes) * 2).decode("utf-16-le")


ReadValue = Callable[[ByteReader], Any]


def type_and_reader(reader: ByteReader) -> tuple[SqlType, ReadValue]:
    """TYPE_INFO of a parameter, and what reads its value behind it."""
    token = reader.number(1)
    if token in _FIXED:
        return _FIXED[token]
    if token in _SIZED:
        return _SIZED[token](reader.number(1))
    if token in _DESCRIBED:
        return _DESCRIBED[token](token, reader)
    raise ValueError(f"a parameter of type 0x{token:02x} is not known here")


def _numeric_type(_token: int, reader: ByteReader) -> tuple[SqlType, ReadValue]:
    _size, precision, scale = reader.take(3)
    kind = SqlType("numeric", precision=precision, scale=scale)
    return kind, lambda r: _numeric(r.take(r.number(1)), scale)


def _date_type(_token: int, _reader: ByteReader) -> tuple[SqlType, ReadValue]:
    return SqlType("date"), lambda r: _date(r.take(r.number(1)))


_TEXTS = {
    0xA7: "varchar",
    0xAF: "char",
    0xE7: "nvarchar",
    0xEF: "nchar",
    0x23: "varchar",
    0x63: "nvarchar",
}
_BINARIES = {0xA5: "varbinary", 0xAD: "binary", 0x22: "varbinary"}
_LARGE = {0x23, 0x63, 0x22}
_SCALED = {0x29: "time", 0x2A: "datetime2", 0x2B: "datetimeoffset"}


def _text_type(token: int, reader: ByteReader) -> tuple[SqlType, ReadValue]:
    name = _TEXTS[token]
    wide = name.startswith("n")
    encoding = "utf-16-le" if wide else "cp1252"
    size, read = _length(token, reader)
    reader.take(5)
    kind = SqlType(name, size and size // (2 if wide else 1))

    def value(source: ByteReader) -> str | None:
        data = read(source)
        return None if data is None else data.decode(encoding)

    return kind, value


def _binary_type(token: int, reader: ByteReader) -> tuple[SqlType, ReadValue]:
    size, read = _length(token, reader)
    return SqlType(_BINARIES[token], size), read


def _length(
    token: int, reader: ByteReader
) -> tuple[int | None, Callable[[ByteReader], bytes | None]]:
    if token in _LARGE:
        reader.take(4)
        return None, _large
    size = reader.number(2)
    return (None, _chunks) if size == _MAX else (size, _short)


def _large(reader: ByteReader) -> bytes | None:
    length = reader.number(4)
    return None if length == 0xFFFFFFFF else reader.take(length)


def _short(reader: ByteReader) -> bytes | None:
    length = reader.number(2)
    return None if length == _MAX else reader.take(length)


def _chunks(reader: ByteReader) -> bytes | None:
    if reader.take(8) == PLP_NULL:
        return None
    parts = []
    while length := reader.number(4):
        parts.append(reader.take(length))
    return b"".join(parts)


def _whole(name: str) -> ReadValue:
    def read(reader: ByteReader) -> int | bool | None:
        data = reader.take(reader.number(1))
        if not data:
            return None
        number = int.from_bytes(data, "little", signed=len(data) > 1)
        return bool(number) if name == "bit" else number

    return read


def _whole_type(size: int) -> tuple[SqlType, ReadValue]:
    name = {1: "tinyint", 2: "smallint", 4: "int", 8: "bigint"}[size]
    return SqlType(name), _whole(name)


def _float_type(size: int) -> tuple[SqlType, ReadValue]:
    form = "<f" if size == 4 else "<d"

    def read(reader: ByteReader) -> float | None:
        data = reader.take(reader.number(1))
        return struct.unpack(form, data)[0] if data else None

    return SqlType("float"), read


def _datetime_type(_size: int) -> tuple[SqlType, ReadValue]:
    return SqlType("datetime"), lambda r: _datetime(r.take(r.number(1)))


def _guid_type(_size: int) -> tuple[SqlType, ReadValue]:
    def read(reader: ByteReader) -> uuid.UUID | None:
        data = reader.take(reader.number(1))
        return uuid.UUID(bytes_le=data) if data else None

    return SqlType("uniqueidentifier"), read


_SIZED: dict[int, Callable[[int], tuple[SqlType, ReadValue]]] = {
    0x26: _whole_type,
    0x68: lambda _size: (SqlType("bit"), _whole("bit")),
    0x6D: _float_type,
    0x6F: _datetime_type,
    0x24: _guid_type,
}


def _fixed(name: str, size: int) -> tuple[SqlType, ReadValue]:
    signed = size > 1
    return SqlType(name), lambda r: int.from_bytes(r.take(size), "little", signed=signed)


_FIXED: dict[int, tuple[SqlType, ReadValue]] = {
    0x1F: (SqlType("nvarchar", 1), lambda _reader: None),
    0x30: _fixed("tinyint", 1),
    0x32: (SqlType("bit"), lambda r: bool(r.number(1))),
    0x34: _fixed("smallint", 2),
    0x38: _fixed("int", 4),
    0x7F: _fixed("bigint", 8),
    0x3D: (SqlType("datetime"), lambda r: _datetime(r.take(8))),
    0x3E: (SqlType("float"), lambda r: struct.unpack("<d", r.take(8))[0]),
}


def _numeric(data: bytes, scale: int) -> Decimal | None:
    if not data:
        return None
    number = Decimal(int.from_bytes(data[1:], "little")).scaleb(-scale)
    return number if data[0] else -number


def _datetime(data: bytes) -> datetime | None:
    if not data:
        return None
    if len(data) == 4:
        days, minutes = struct.unpack("<HH", data)
        return _EPOCH + timedelta(days=days, minutes=minutes)
    days, ticks = struct.unpack("<iI", data)
    return _EPOCH + timedelta(days=days, milliseconds=round(ticks * 10 / 3))


def _date(data: bytes) -> date | None:
    return _EPOCH_DATE + timedelta(days=int.from_bytes(data, "little")) if data else None


def _scaled_type(token: int, reader: ByteReader) -> tuple[SqlType, ReadValue]:
    kind = SqlType(_SCALED[token], scale=reader.number(1))

    def read(source: ByteReader) -> Any:
        data = source.take(source.number(1))
        return _moment(kind, data) if data else None

    return kind, read


def _moment(kind: SqlType, data: bytes) -> Any:
    clock_bytes = len(data) - {"time": 0, "datetime2": 3, "datetimeoffset": 5}[kind.name]
    ticks = int.from_bytes(data[:clock_bytes], "little")
    since_midnight = timedelta(microseconds=ticks * 10 ** (7 - kind.scale) // 10)
    if kind.name == "time":
        return (_EPOCH + since_midnight).time()
    day = _date(data[clock_bytes : clock_bytes + 3]) or _EPOCH_DATE
    utc = datetime.combine(day, time()) + since_midnight
    if kind.name == "datetime2":
        return utc
    minutes = struct.unpack("<h", data[-2:])[0]
    sign = "-" if minutes < 0 else "+"
    local = utc + timedelta(minutes=minutes)
    return f"{local:%Y-%m-%d %H:%M:%S.%f}0 {sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


_DESCRIBED: dict[int, Callable[[int, ByteReader], tuple[SqlType, ReadValue]]] = {
    **dict.fromkeys(_TEXTS, _text_type),
    **dict.fromkeys(_BINARIES, _binary_type),
    **dict.fromkeys((0x6A, 0x6C), _numeric_type),
    **dict.fromkeys(_SCALED, _scaled_type),
    0x28: _date_type,
}
