"""T-SQL's built-in functions as calls of the lab's own, with the type of their result."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from tests.lab.tds import errors
from tests.lab.tds.dialect import call, session_value, typed

_TEXT = "nvarchar(4000)"
_NAME = "nvarchar(128)"

_PARTS = {
    "year": ("year", "yy", "yyyy"),
    "quarter": ("quarter", "qq", "q"),
    "month": ("month", "mm", "m"),
    "dayofyear": ("dayofyear", "dy", "y"),
    "day": ("day", "dd", "d"),
    "week": ("week", "wk", "ww"),
    "weekday": ("weekday", "dw"),
    "hour": ("hour", "hh"),
    "minute": ("minute", "mi", "n"),
    "second": ("second", "ss", "s"),
    "millisecond": ("millisecond", "ms"),
    "microsecond": ("microsecond", "mcs"),
    "tzoffset": ("tzoffset", "tz"),
}
_PART_OF = {short: part for part, names in _PARTS.items() for short in names}


@dataclass(frozen=True)
class _Builtin:
    """`arity`: what is left out is passed as NULL. `session`: who asks, passed in front."""

    kind: str
    arity: int
    session: bool = False
    least: int = 0


_BUILTINS = {
    "LEN": _Builtin("int", 1, least=1),
    "DATALENGTH": _Builtin("int", 1, least=1),
    "CHARINDEX": _Builtin("int", 3, least=2),
    "LEFT": _Builtin(_TEXT, 2, least=2),
    "RIGHT": _Builtin(_TEXT, 2, least=2),
    "SUBSTRING": _Builtin(_TEXT, 3, least=3),
    "REPLACE": _Builtin(_TEXT, 3, least=3),
    "STUFF": _Builtin(_TEXT, 4, least=4),
    "UPPER": _Builtin(_TEXT, 1, least=1),
    "LOWER": _Builtin(_TEXT, 1, least=1),
    "LTRIM": _Builtin(_TEXT, 1, least=1),
    "RTRIM": _Builtin(_TEXT, 1, least=1),
    "REVERSE": _Builtin(_TEXT, 1, least=1),
    "QUOTENAME": _Builtin("nvarchar(258)", 1, least=1),
    "ABS": _Builtin("bigint", 1, least=1),
    "SERVERPROPERTY": _Builtin("sql_variant", 1, session=True, least=1),
    "DATABASEPROPERTYEX": _Builtin("sql_variant", 2, session=True, least=2),
    "HAS_PERMS_BY_NAME": _Builtin("int", 5, session=True, least=3),
    "HAS_DBACCESS": _Builtin("int", 1, session=True, least=1),
    "IS_SRVROLEMEMBER": _Builtin("int", 2, session=True, least=1),
    "IS_MEMBER": _Builtin("int", 1, session=True, least=1),
    "IS_ROLEMEMBER": _Builtin("int", 2, session=True, least=1),
    "SUSER_SNAME": _Builtin(_NAME, 1, session=True),
    "SUSER_NAME": _Builtin(_NAME, 1, session=True),
    "SUSER_SID": _Builtin("varbinary(85)", 1, session=True),
    "ORIGINAL_LOGIN": _Builtin(_NAME, 0, session=True),
    "SYSTEM_USER": _Builtin(_NAME, 0, session=True),
    "USER_NAME": _Builtin(_NAME, 1, session=True),
    "DB_NAME": _Builtin(_NAME, 1, session=True),
    "DB_ID": _Builtin("int", 1, session=True),
    "OBJECT_ID": _Builtin("int", 2, session=True, least=1),
    "OBJECT_NAME": _Builtin(_NAME, 2, session=True, least=1),
    "SCHEMA_ID": _Builtin("int", 1, session=True),
    "SCHEMA_NAME": _Builtin(_NAME, 1, session=True),
    "COL_LENGTH": _Builtin("int", 2, session=True, least=2),
    "HOST_NAME": _Builtin(_NAME, 0, session=True),
    "APP_NAME": _Builtin(_NAME, 0, session=True),
}

_CLOCKS = {
    "SYSUTCDATETIME": ("lab_utc", "datetime2"),
    "GETUTCDATE": ("lab_utc", "datetime"),
    "SYSDATETIME": ("lab_local", "datetime2"),
    "GETDATE": ("lab_local", "datetime"),
    "CURRENT_TIMESTAMP": ("lab_local", "datetime"),
    "SYSDATETIMEOFFSET": ("lab_offset", "datetimeoffset"),
}

_GLOBALS = {
    "SERVERNAME": _NAME,
    "VERSION": "nvarchar(300)",
    "SPID": "smallint",
    "TRANCOUNT": "int",
    "SERVICENAME": _NAME,
    "LOCK_TIMEOUT": "int",
    "MAX_PRECISION": "tinyint",
}


def builtin(node: exp.Anonymous) -> exp.Expr:
    """What a call means; an unknown name is SQL Server's error 195."""
    name = str(node.this).upper()
    arguments = list(node.expressions)
    special = _SPECIAL.get(name)
    if special is not None:
        return special(arguments)
    if name in _CLOCKS:
        value, kind = _CLOCKS[name]
        return typed(session_value(value), kind)
    known = _BUILTINS.get(name)
    if known is None:
        raise errors.SqlError(195, f"'{name}' is not a recognized built-in function name.", 15, 10)
    if not known.least <= len(arguments) <= known.arity:
        raise errors.SqlError(174, f"The {name} function takes {known.arity} argument(s).", 15)
    missing = [exp.Null() for _ in range(known.arity - len(arguments))]
    asker = [session_value("lab_session")] if known.session else []
    return typed(call(f"lab_{name.lower()}", *asker, *arguments, *missing), known.kind)


def global_variable(name: str) -> exp.Expr:
    if name.upper() not in _GLOBALS:
        raise errors.not_understood(f"@@{name}")
    value = call("lab_global", session_value("lab_session"), exp.Literal.string(name.upper()))
    return typed(
        exp.Cast(this=value, to=_duckdb_type(_GLOBALS[name.upper()])), _GLOBALS[name.upper()]
    )


def _duckdb_type(kind: str) -> exp.DataType:
    return exp.DataType.build("varchar" if kind.startswith("n") else "int", dialect="duckdb")


def extraction(node: exp.Extract) -> exp.Expr:
    """DATEPART, which sqlglot reads as EXTRACT."""
    written = {"TIMEZONE_MINUTE": "tzoffset", "DAYOFWEEK": "weekday"}
    part = exp.Var(this=written.get(node.name.upper(), node.name))
    return _date_part([part, node.expression])


def moment(value: exp.Expr) -> exp.Expr:
    """An argument that is a point in time, whatever its type: settled once types are known."""
    wrapped = typed(value, "datetime2")
    wrapped.meta["moment"] = True
    return wrapped


def part_named(node: exp.Expr) -> str:
    written = node.name.lower()
    if written not in _PART_OF:
        raise errors.SqlError(155, f"'{written}' is not a recognized date part.", 15)
    return _PART_OF[written]


def _date_difference(arguments: list[exp.Expr]) -> exp.Expr:
    part = exp.Literal.string(part_named(arguments[0]))
    return typed(call("date_diff", part, moment(arguments[1]), moment(arguments[2])), "int")


def _date_addition(arguments: list[exp.Expr]) -> exp.Expr:
    part = part_named(arguments[0])
    return typed(call(f"lab_add_{part}", arguments[1], moment(arguments[2])), "datetime")


def _date_part(arguments: list[exp.Expr]) -> exp.Expr:
    part = part_named(arguments[0])
    if part == "tzoffset":
        return typed(call("lab_tzoffset", arguments[1]), "int")
    return typed(call(f"lab_part_{part}", moment(arguments[1])), "int")


def _single_part(part: str) -> Callable[[list[exp.Expr]], exp.Expr]:
    return lambda arguments: _date_part([exp.Var(this=part), *arguments])


def _first_of_two(arguments: list[exp.Expr]) -> exp.Expr:
    return exp.Coalesce(this=arguments[0], expressions=arguments[1:])


def _concatenation(arguments: list[exp.Expr]) -> exp.Expr:
    texts = [
        exp.Coalesce(
            this=exp.cast(a, "varchar", dialect="duckdb"), expressions=[exp.Literal.string("")]
        )
        for a in arguments
    ]
    return typed(call("concat", *(_kept(t) for t in texts)), _TEXT)


def _kept(value: exp.Expr) -> exp.Expr:
    for cast in value.find_all(exp.Cast):
        cast.meta["kept"] = True
    return value


def _same_type(name: str) -> Callable[[list[exp.Expr]], exp.Expr]:
    return lambda arguments: call(name, *arguments)


def _switch_offset(arguments: list[exp.Expr]) -> exp.Expr:
    return typed(call("lab_switchoffset", arguments[0], arguments[1]), "datetimeoffset")


_SPECIAL: dict[str, Callable[[list[exp.Expr]], exp.Expr]] = {
    "DATEDIFF": _date_difference,
    "DATEDIFF_BIG": _date_difference,
    "DATEADD": _date_addition,
    "DATEPART": _date_part,
    "YEAR": _single_part("year"),
    "MONTH": _single_part("month"),
    "DAY": _single_part("day"),
    "ISNULL": _first_of_two,
    "CONCAT": _concatenation,
    "ROUND": _same_type("round"),
    "CEILING": _same_type("ceil"),
    "FLOOR": _same_type("floor"),
    "SWITCHOFFSET": _switch_offset,
}
