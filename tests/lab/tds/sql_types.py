"""SQL Server's column types, as the schema files and casts write them."""

import re
from dataclasses import dataclass, replace
from functools import cache

_WRITTEN = re.compile(r"^\s*([a-z_0-9]+)\s*(?:\(\s*(max|\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*$", re.I)

_ALIASES = {
    "sysname": "nvarchar(128)",
    "rowversion": "binary(8)",
    "timestamp": "binary(8)",
    "decimal": "numeric",
    "real": "float",
    "integer": "int",
    "ntext": "nvarchar(max)",
    "text": "varchar(max)",
    "image": "varbinary(max)",
    "xml": "nvarchar(max)",
    "smalldatetime": "datetime",
}

_WHOLE_NUMBERS = {"bit": 1, "tinyint": 1, "smallint": 2, "int": 4, "bigint": 8}
_TEXTS = {"char", "varchar", "nchar", "nvarchar"}
_BINARIES = {"binary", "varbinary"}

_DUCKDB = {
    "bit": "BOOLEAN",
    "tinyint": "UTINYINT",
    "smallint": "SMALLINT",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "float": "DOUBLE",
    "datetime": "TIMESTAMP",
    "datetime2": "TIMESTAMP",
    "date": "DATE",
    "time": "TIME",
    "uniqueidentifier": "UUID",
    "sql_variant": "VARCHAR",
    "datetimeoffset": "VARCHAR",
}


@dataclass(frozen=True)
class SqlType:
    """`size` counts characters or bytes and is None for (max) and for types without a length."""

    name: str
    size: int | None = None
    precision: int = 0
    scale: int = 0

    @property
    def is_text(self) -> bool:
        return self.name in _TEXTS

    @property
    def is_wide(self) -> bool:
        return self.name in {"nchar", "nvarchar"}

    @property
    def is_binary(self) -> bool:
        return self.name in _BINARIES

    @property
    def is_padded(self) -> bool:
        return self.name in {"char", "nchar", "binary"}

    @property
    def whole_number_bytes(self) -> int | None:
        return _WHOLE_NUMBERS.get(self.name)

    @property
    def duckdb(self) -> str:
        if self.is_text:
            return "VARCHAR"
        if self.is_binary:
            return "BLOB"
        if self.name == "numeric":
            return f"DECIMAL({self.precision},{self.scale})"
        return _DUCKDB[self.name]

    @property
    def max_length(self) -> int:
        """Bytes, as `sys.columns.max_length` counts them; -1 for (max)."""
        if self.is_text or self.is_binary:
            return -1 if self.size is None else self.size * (2 if self.is_wide else 1)
        return _WHOLE_NUMBERS.get(self.name) or _FIXED_LENGTH.get(self.name, 8)

    def __str__(self) -> str:
        if self.is_text or self.is_binary:
            return f"{self.name}({self.size or 'max'})"
        if self.name == "numeric":
            return f"numeric({self.precision},{self.scale})"
        return self.name


_FIXED_LENGTH = {"uniqueidentifier": 16, "numeric": 13, "datetimeoffset": 10, "date": 3, "time": 5}

NVARCHAR_MAX = SqlType("nvarchar")
SYSNAME = SqlType("nvarchar", 128)
INT = SqlType("int")


@cache
def parse_type(written: str) -> SqlType:
    """`nvarchar(128)`, `numeric(25,0)`, `sysname`, `ntext` … (the old large types become (max))."""
    match = _WRITTEN.match(written)
    if match is None:
        raise ValueError(f"not a SQL Server type: {written!r}")
    name, first, second = match.group(1).lower(), match.group(2), match.group(3)
    if name in _ALIASES:
        known = parse_type(_ALIASES[name]) if "(" in _ALIASES[name] else SqlType(_ALIASES[name])
        return known if known.name != "numeric" else _numeric(first, second)
    if name == "numeric":
        return _numeric(first, second)
    found = SqlType(name)
    if found.is_text or found.is_binary:
        return replace(found, size=_size(name, first))
    if name in {"datetime2", "datetimeoffset", "time"}:
        return replace(found, scale=int(first) if first else 7)
    if name not in _DUCKDB:
        raise ValueError(f"not a SQL Server type: {written!r}")
    return found


def _numeric(precision: str | None, scale: str | None) -> SqlType:
    return SqlType("numeric", precision=int(precision or 18), scale=int(scale or 0))


def _size(name: str, written: str | None) -> int | None:
    if written is None:
        return None if name.startswith("nvar") or name == "varbinary" else 1
    return None if written.lower() == "max" else int(written)
