"""Types and values as TDS 7.4 carries them ([MS-TDS] 2.2.5.4 and 2.2.5.5)."""

import struct
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from tests.lab.tds.sql_types import SqlType

COLLATION = bytes((0x09, 0x04, 0xD0, 0x00, 0x34))  # SQL_Latin1_General_CP1_CI_AS
PLP_NULL = b"\xff" * 8
PLP_UNKNOWN_LENGTH = 0xFFFFFFFFFFFFFFFE
_MAX = 0xFFFF
_LONGEST = 8000
_EPOCH = datetime(1900, 1, 1)  # noqa: DTZ001 - datetime has no zone on the wire
_EPOCH_DATE = date(1, 1, 1)
_NUMERIC_BYTES = ((9, 5), (19, 9), (28, 13), (38, 17))
_TIME_BYTES = ((2, 3), (4, 4), (7, 5))
_TEXT_IDS = {"varchar": 0xA7, "char": 0xAF, "nvarchar": 0xE7, "nchar": 0xEF}
_BINARY_IDS = {"varbinary": 0xA5, "binary": 0xAD}


def type_info(kind: SqlType) -> bytes:
    """TYPE_INFO of a column or return value."""
    if kind.is_text:
        return bytes((_TEXT_IDS[kind.name],)) + _declared_length(kind) + COLLATION
    if kind.is_binary:
        return bytes((_BINARY_IDS[kind.name],)) + _declared_length(kind)
    if kind.name == "numeric":
        return bytes((0x6C, _numeric_bytes(kind.precision), kind.precision, kind.scale))
    if kind.name in {"time", "datetime2", "datetimeoffset"}:
        return bytes(
            ({"time": 0x29, "datetime2": 0x2A, "datetimeoffset": 0x2B}[kind.name], kind.scale)
        )
    if kind.name == "sql_variant":
        return b"\x62" + struct.pack("<I", 8009)
    return _FIXED_INFO[kind.name]


_FIXED_INFO = {
    "bit": b"\x68\x01",
    "tinyint": b"\x26\x01",
    "smallint": b"\x26\x02",
    "int": b"\x26\x04",
    "bigint": b"\x26\x08",
    "float": b"\x6d\x08",
    "datetime": b"\x6f\x08",
    "date": b"\x28",
    "uniqueidentifier": b"\x24\x10",
}


def encode(kind: SqlType, value: Any) -> bytes:
    """One value, with its length in front."""
    if kind.is_text or kind.is_binary:
        return _encode_long(kind, value)
    if kind.name == "sql_variant":
        return _encode_variant(value)
    if value is None:
        return b"\x00"
    body = _ENCODERS[kind.name](kind, value)
    return bytes((len(body),)) + body


def _encode_long(kind: SqlType, value: Any) -> bytes:
    if kind.size is None or kind.max_length > _LONGEST:
        if value is None:
            return PLP_NULL
        data = _bytes_of(kind, value)
        chunk = struct.pack("<I", len(data)) + data if data else b""
        return struct.pack("<Q", len(data)) + chunk + b"\x00" * 4
    if value is None:
        return b"\xff\xff"
    data = _bytes_of(kind, value)
    return struct.pack("<H", len(data)) + data


def _bytes_of(kind: SqlType, value: Any) -> bytes:
    if kind.is_binary:
        data = bytes(value)
        return data.ljust(kind.size or 0, b"\x00") if kind.is_padded else data[: kind.size]
    text = str(value)[: kind.size]
    padded = text.ljust(kind.size or 0) if kind.is_padded else text
    return padded.encode("utf-16-le") if kind.is_wide else padded.encode("cp1252", "replace")


def _encode_variant(value: Any) -> bytes:
    if value is None:
        return b"\x00" * 4
    data = str(value).encode("utf-16-le")
    head = b"\xe7\x07" + COLLATION + struct.pack("<H", _LONGEST)
    return struct.pack("<I", len(head) + len(data)) + head + data


def _declared_length(kind: SqlType) -> bytes:
    size = kind.max_length
    return struct.pack("<H", _MAX if size < 0 or size > _LONGEST else size)


def _numeric_bytes(precision: int) -> int:
    return next(size for limit, size in _NUMERIC_BYTES if precision <= limit)


def _encode_whole(kind: SqlType, value: Any) -> bytes:
    size = kind.whole_number_bytes or 8
    return int(value).to_bytes(size, "little", signed=size > 1)


def _encode_numeric(kind: SqlType, value: Any) -> bytes:
    number = Decimal(value).scaleb(kind.scale).to_integral_value()
    size = _numeric_bytes(kind.precision) - 1
    return (b"\x00" if number < 0 else b"\x01") + abs(int(number)).to_bytes(size, "little")


def _encode_datetime(_kind: SqlType, value: Any) -> bytes:
    since = _as_datetime(value) - _EPOCH
    ticks = round((since - timedelta(days=since.days)) / timedelta(seconds=1) * 300)
    days, ticks = divmod(since.days * 25_920_000 + ticks, 25_920_000)
    return struct.pack("<iI", days, ticks)


def _as_datetime(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time())


def _encode_date(_kind: SqlType, value: Any) -> bytes:
    day: date = value.date() if isinstance(value, datetime) else value
    return (day - _EPOCH_DATE).days.to_bytes(3, "little")


def _encode_time(kind: SqlType, value: Any) -> bytes:
    seconds: int = (value.hour * 60 + value.minute) * 60 + value.second
    ticks: int = seconds * 10_000_000 + value.microsecond * 10
    units: int = ticks // 10 ** (7 - kind.scale)
    return units.to_bytes(_time_bytes(kind.scale), "little")


def _time_bytes(scale: int) -> int:
    return next(size for limit, size in _TIME_BYTES if scale <= limit)


def _encode_datetime2(kind: SqlType, value: Any) -> bytes:
    moment = _as_datetime(value)
    return _encode_time(kind, moment.time()) + _encode_date(kind, moment)


def _encode_datetimeoffset(kind: SqlType, value: Any) -> bytes:
    """`value` as the store keeps it: `2026-11-22 06:00:00.1234567 +01:00`."""
    local, offset = str(value).rsplit(" ", 1)
    sign = -1 if offset.startswith("-") else 1
    minutes = sign * (int(offset[1:3]) * 60 + int(offset[4:6]))
    moment = datetime.fromisoformat(local[:26]) - timedelta(minutes=minutes)
    return _encode_datetime2(kind, moment) + struct.pack("<h", minutes)


def _encode_float(_kind: SqlType, value: Any) -> bytes:
    return struct.pack("<d", float(value))


def _encode_identifier(_kind: SqlType, value: Any) -> bytes:
    return uuid.UUID(str(value)).bytes_le


_ENCODERS: dict[str, Callable[[SqlType, Any], bytes]] = {
    "bit": _encode_whole,
    "tinyint": _encode_whole,
    "smallint": _encode_whole,
    "int": _encode_whole,
    "bigint": _encode_whole,
    "numeric": _encode_numeric,
    "float": _encode_float,
    "datetime": _encode_datetime,
    "datetime2": _encode_datetime2,
    "datetimeoffset": _encode_datetimeoffset,
    "date": _encode_date,
    "time": _encode_time,
    "uniqueidentifier": _encode_identifier,
}
