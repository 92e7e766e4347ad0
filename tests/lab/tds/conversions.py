"""CAST and CONVERT, once the types of both sides are known."""

from sqlglot import exp

from tests.lab.tds.dialect import call
from tests.lab.tds.sql_types import SqlType, parse_type

_MOMENTS = {"datetime", "datetime2", "date"}
_DEFAULT_CAST_LENGTH = 30
_WHOLE = {"tinyint", "smallint", "int", "bigint"}


def kind_of(node: exp.Expr) -> SqlType | None:
    """The type that was inferred, None when there is none."""
    found = node.type
    if found is None or found.this in {exp.DataType.Type.UNKNOWN, exp.DataType.Type.NULL}:
        return None
    try:
        return parse_type(found.sql("tsql"))
    except ValueError:
        return None


def target_of(data_type: exp.DataType) -> SqlType:
    """Of a cast as it is written: without a length, texts have 30 characters."""
    written = data_type.sql("tsql")
    kind = parse_type(written)
    if (kind.is_text or kind.is_binary) and "(" not in written and "TEXT" not in written.upper():
        return SqlType(kind.name, _DEFAULT_CAST_LENGTH)
    return kind


def physical(kind: SqlType) -> exp.DataType:
    name = "UTINYINT" if kind.name == "bit" else kind.duckdb
    return exp.DataType.build(name, dialect="duckdb")


def convert(
    value: exp.Expr, target: SqlType, style: exp.Expr | None = None, *, safe: bool = False
) -> exp.Expr:
    source = kind_of(value)
    if target.is_text or target.name == "sql_variant":
        return _to_text(value, source, target, style or exp.Null())
    if target.name in _MOMENTS:
        found = as_moment(value, safe=safe)
        return _cast(found, exp.DataType.build("DATE")) if target.name == "date" else found
    if target.name == "datetimeoffset":
        return call("lab_to_offset", _text(value))
    if target.name == "bit":
        return call("lab_bit", _text(value))
    is_fraction = source is not None and source.name in {"float", "numeric"}
    if target.name in _WHOLE and is_fraction:
        value = call("trunc", value)
    return _cast(value, physical(target), safe=safe)


def as_moment(value: exp.Expr, *, safe: bool = False) -> exp.Expr:
    """A TIMESTAMP of DuckDB, of anything that SQL Server takes for a time."""
    source = kind_of(value)
    if source is None:
        return _cast(value, exp.DataType.build("TIMESTAMP", dialect="duckdb"))
    if source.is_text:
        return call("lab_try_moment" if safe else "lab_moment", value)
    if source.name == "datetimeoffset":
        return call("lab_offset_local", value)
    if source.whole_number_bytes:
        return call("lab_day_number", value)
    return _cast(value, exp.DataType.build("TIMESTAMP", dialect="duckdb"))


def _to_text(value: exp.Expr, source: SqlType | None, target: SqlType, style: exp.Expr) -> exp.Expr:
    text = _written(value, source, style)
    if target.size is None or target.name == "sql_variant":
        return text
    size = exp.Literal.number(target.size)
    if target.is_padded:
        return call("rpad", text, size, exp.Literal.string(" "))
    return call("left", text, size)


def _written(value: exp.Expr, source: SqlType | None, style: exp.Expr) -> exp.Expr:
    if source is None:
        return _text(value)
    if source.name in _MOMENTS:
        moment = _cast(value, exp.DataType.build("TIMESTAMP", dialect="duckdb"))
        return call("lab_moment_text", moment, exp.Literal.string(source.name), style)
    if source.name == "datetimeoffset":
        return call("lab_offset_text", value, style)
    if source.name == "uniqueidentifier":
        return call("upper", _text(value))
    if source.is_binary:
        return call("lab_binary_text", value, style)
    return _text(value)


def _text(value: exp.Expr) -> exp.Expr:
    return _cast(value, exp.DataType.build("VARCHAR", dialect="duckdb"))


def _cast(value: exp.Expr, to: exp.DataType, *, safe: bool = False) -> exp.Expr:
    node = exp.TryCast(this=value, to=to) if safe else exp.Cast(this=value, to=to)
    node.meta["kept"] = True
    return node
