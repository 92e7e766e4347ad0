"""The type of a result's column: as inferred, where what DuckDB gives fits it."""

import re

from tests.lab.tds.sql_types import NVARCHAR_MAX, SqlType, parse_type

_LONGEST_TEXT, _LONGEST_BINARY = 4000, 8000
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")
_OF_DUCKDB = {
    "BOOLEAN": "bit",
    "UTINYINT": "tinyint",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "USMALLINT": "int",
    "INTEGER": "int",
    "UINTEGER": "bigint",
    "BIGINT": "bigint",
    "UBIGINT": "numeric(20,0)",
    "HUGEINT": "numeric(38,0)",
    "FLOAT": "float",
    "DOUBLE": "float",
    "DATE": "date",
    "TIME": "time",
    "UUID": "uniqueidentifier",
    "TIMESTAMP": "datetime2",
}
# DuckDB's wider whole numbers keep their own type: a count may be larger than what was inferred.
_FITTING = {"BOOLEAN", "UTINYINT", "SMALLINT", "INTEGER"}
_KEPT_TEXTS = {"datetimeoffset", "sql_variant"}


def result_type(inferred: SqlType | None, duckdb_type: str, longest: int) -> SqlType:
    """`longest`: of the values, in characters or bytes."""
    if duckdb_type == "VARCHAR":
        return _text(inferred, longest)
    if duckdb_type == "BLOB":
        return _binary(inferred, longest)
    if inferred is not None and _carries(inferred, duckdb_type):
        return inferred
    decimal = _DECIMAL.match(duckdb_type)
    if decimal:
        return SqlType("numeric", precision=int(decimal[1]), scale=int(decimal[2]))
    return parse_type(_OF_DUCKDB.get(duckdb_type.split("_", 1)[0], "int"))


def _carries(inferred: SqlType, duckdb_type: str) -> bool:
    if duckdb_type.startswith("TIMESTAMP"):
        return inferred.name == "datetime"
    return inferred.whole_number_bytes is not None and duckdb_type in _FITTING


def _binary(inferred: SqlType | None, longest: int) -> SqlType:
    if inferred is not None and inferred.is_binary and longest <= (inferred.size or longest):
        return inferred
    return SqlType("varbinary", _LONGEST_BINARY if longest <= _LONGEST_BINARY else None)


def _text(inferred: SqlType | None, longest: int) -> SqlType:
    if inferred is not None and inferred.name in _KEPT_TEXTS:
        return inferred
    if inferred is not None and inferred.is_text and longest <= (inferred.size or longest):
        return inferred
    return SqlType("nvarchar", _LONGEST_TEXT) if longest <= _LONGEST_TEXT else NVARCHAR_MAX
