"""Remote procedure calls as drivers send them ([MS-TDS] 2.2.6.6)."""

import struct
from dataclasses import dataclass
from typing import Any

from tests.lab.tds.parameter_types import ByteReader, type_and_reader
from tests.lab.tds.sql_types import SqlType

_BY_NUMBER = {
    10: "sp_executesql",
    11: "sp_prepare",
    12: "sp_execute",
    13: "sp_prepexec",
    15: "sp_unprepare",
}
_BY_NUMBER_FOLLOWS = 0xFFFF


@dataclass(frozen=True)
class Parameter:
    name: str  # with its @, empty when given by position
    kind: SqlType
    value: Any
    is_output: bool = False


@dataclass(frozen=True)
class Call:
    procedure: str  # lower case, without schema
    parameters: tuple[Parameter, ...]


def without_headers(body: bytes) -> bytes:
    """Batches and calls start with ALL_HEADERS, whose first four bytes are its length."""
    return body[struct.unpack_from("<I", body)[0] :]


def parse_call(body: bytes) -> Call:
    reader = ByteReader(without_headers(body))
    procedure = _procedure(reader)
    reader.take(2)
    parameters = []
    while not reader.ended and reader.peek() != 0xFF:
        parameters.append(_parameter(reader))
    return Call(procedure, tuple(parameters))


def _procedure(reader: ByteReader) -> str:
    length = reader.number(2)
    if length == _BY_NUMBER_FOLLOWS:
        number = reader.number(2)
        return _BY_NUMBER.get(number, f"procedure {number}")
    name = reader.take(length * 2).decode("utf-16-le")
    return name.rsplit(".", 1)[-1].strip("[]").lower()


def _parameter(reader: ByteReader) -> Parameter:
    name = reader.text(1)
    status = reader.number(1)
    kind, read = type_and_reader(reader)
    return Parameter(name, kind, read(reader), bool(status & 1))
