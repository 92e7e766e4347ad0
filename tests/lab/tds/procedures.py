"""System procedures that drivers call of their own accord."""

from dataclasses import dataclass
from typing import Any

from tests.lab.tds.sql_types import INT, SYSNAME, SqlType

Table = tuple[list[tuple[str, SqlType]], list[tuple[Any, ...]]]

_SMALL = SqlType("smallint")
_INFO_COLUMNS: list[tuple[str, SqlType]] = [
    ("TYPE_NAME", SYSNAME),
    ("DATA_TYPE", _SMALL),
    ("PRECISION", INT),
    ("LITERAL_PREFIX", SqlType("varchar", 32)),
    ("LITERAL_SUFFIX", SqlType("varchar", 32)),
    ("CREATE_PARAMS", SqlType("varchar", 32)),
    ("NULLABLE", _SMALL),
    ("CASE_SENSITIVE", _SMALL),
    ("SEARCHABLE", _SMALL),
    ("UNSIGNED_ATTRIBUTE", _SMALL),
    ("MONEY", _SMALL),
    ("AUTO_INCREMENT", _SMALL),
    ("LOCAL_TYPE_NAME", SYSNAME),
    ("MINIMUM_SCALE", _SMALL),
    ("MAXIMUM_SCALE", _SMALL),
    ("SQL_DATA_TYPE", _SMALL),
    ("SQL_DATETIME_SUB", _SMALL),
    ("NUM_PREC_RADIX", INT),
    ("INTERVAL_PRECISION", _SMALL),
    ("USERTYPE", _SMALL),
]


@dataclass(frozen=True)
class _Type:
    name: str
    number: int  # ODBC's
    precision: int
    quote: str = ""
    scale: int | None = None
    user_type: int = 0
    part: int | None = None  # of a datetime

    def row(self) -> tuple[Any, ...]:
        numeric = self.scale is not None and not self.quote
        verbose = 9 if self.part else self.number
        unsigned = int(self.name in {"tinyint", "bit"}) if numeric else None
        suffix = self.quote if self.quote == "'" else None
        return (
            self.name, self.number, self.precision, self.quote or None, suffix, None, 1, 0, 3,
            unsigned, 0, 0 if numeric else None, self.name, self.scale, self.scale, verbose,
            self.part, 10 if numeric else None, None, self.user_type,
        )  # fmt: skip


_TYPES = (
    _Type("datetimeoffset", -155, 34, "'", 7),
    _Type("time", -154, 16, "'", 7),
    _Type("uniqueidentifier", -11, 36, "'", None, 37),
    _Type("ntext", -10, 1073741823, "'"),
    _Type("nvarchar", -9, 4000, "'"),
    _Type("sysname", -9, 128, "'", None, 18),
    _Type("nchar", -8, 4000, "'"),
    _Type("bit", -7, 1, "", None, 16),
    _Type("tinyint", -6, 3, "", 0, 5),
    _Type("bigint", -5, 19, "", 0),
    _Type("image", -4, 2147483647, "0x", None, 20),
    _Type("varbinary", -3, 8000, "0x", None, 4),
    _Type("binary", -2, 8000, "0x", None, 3),
    _Type("text", -1, 2147483647, "'", None, 19),
    _Type("char", 1, 8000, "'", None, 1),
    _Type("numeric", 2, 38, "", 38, 10),
    _Type("decimal", 3, 38, "", 38, 24),
    _Type("int", 4, 10, "", 0, 7),
    _Type("smallint", 5, 5, "", 0, 6),
    _Type("float", 6, 53, "", None, 8),
    _Type("real", 7, 24, "", None, 23),
    _Type("varchar", 12, 8000, "'", None, 2),
    _Type("date", 91, 10, "'", None, 0, 1),
    _Type("datetime2", 93, 27, "'", 7, 0, 3),
    _Type("datetime", 93, 23, "'", 3, 12, 3),
    _Type("smalldatetime", 93, 16, "'", 0, 22, 3),
)


def datatype_info(wanted: int = 0) -> Table:
    """sp_datatype_info_100. From its PRECISION drivers learn how many digits of a datetime
    parameter to keep; of several types for one number the first row counts."""
    return _INFO_COLUMNS, [kind.row() for kind in _TYPES if wanted in {0, kind.number}]
