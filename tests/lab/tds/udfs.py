"""The functions that translated statements call, given to DuckDB."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from inspect import Parameter, Signature
from typing import Any

import duckdb
from duckdb.func import FunctionNullHandling

from tests.lab.tds import text_forms
from tests.lab.tds.asker import Asker

_V, _I, _B, _T = "VARCHAR", "INTEGER", "BLOB", "TIMESTAMP"
_DAY_ZERO = datetime(1900, 1, 1)  # noqa: DTZ001 - SQL Server's own day zero has no zone

# Each is one expression; NULL gives NULL as in T-SQL.
_MACROS = (
    "lab_len(s) AS length(rtrim(CAST(s AS VARCHAR)))",
    "lab_datalength(s) AS CASE WHEN typeof(s) = 'BLOB' THEN octet_length(CAST(s AS BLOB)) "
    "ELSE 2 * length(CAST(s AS VARCHAR)) END",
    "lab_charindex(part, s, start) AS CASE WHEN strpos(lower(substr(s, coalesce(start, 1))), "
    "lower(part)) = 0 THEN 0 ELSE strpos(lower(substr(s, coalesce(start, 1))), lower(part)) "
    "+ coalesce(start, 1) - 1 END",
    "lab_left(s, n) AS left(CAST(s AS VARCHAR), n)",
    "lab_right(s, n) AS right(CAST(s AS VARCHAR), n)",
    "lab_substring(s, start, n) AS substr(CAST(s AS VARCHAR), start, n)",
    "lab_stuff(s, start, n, t) AS left(s, start - 1) || t || substr(s, start + n)",
    "lab_upper(s) AS upper(CAST(s AS VARCHAR))",
    "lab_lower(s) AS lower(CAST(s AS VARCHAR))",
    "lab_ltrim(s) AS ltrim(CAST(s AS VARCHAR), ' ')",
    "lab_rtrim(s) AS rtrim(CAST(s AS VARCHAR), ' ')",
    "lab_reverse(s) AS reverse(CAST(s AS VARCHAR))",
    "lab_quotename(s) AS '[' || replace(CAST(s AS VARCHAR), ']', ']]') || ']'",
    "lab_abs(x) AS abs(x)",
    "lab_bit(s) AS CASE WHEN lower(s) IN ('true') THEN 1::UTINYINT WHEN lower(s) IN ('false') "
    "THEN 0::UTINYINT ELSE CAST(CAST(s AS DOUBLE) <> 0 AS UTINYINT) END",
    "lab_add_year(n, t) AS t + to_years(CAST(n AS INTEGER))",
    "lab_add_quarter(n, t) AS t + to_months(CAST(3 * n AS INTEGER))",
    "lab_add_month(n, t) AS t + to_months(CAST(n AS INTEGER))",
    "lab_add_dayofyear(n, t) AS t + to_days(CAST(n AS INTEGER))",
    "lab_add_day(n, t) AS t + to_days(CAST(n AS INTEGER))",
    "lab_add_weekday(n, t) AS t + to_days(CAST(n AS INTEGER))",
    "lab_add_week(n, t) AS t + to_days(CAST(7 * n AS INTEGER))",
    "lab_add_hour(n, t) AS t + to_hours(CAST(n AS BIGINT))",
    "lab_add_minute(n, t) AS t + to_minutes(CAST(n AS BIGINT))",
    "lab_add_second(n, t) AS t + to_seconds(CAST(n AS BIGINT))",
    "lab_add_millisecond(n, t) AS t + to_milliseconds(CAST(n AS BIGINT))",
    "lab_add_microsecond(n, t) AS t + to_microseconds(CAST(n AS BIGINT))",
    "lab_part_year(t) AS year(t)",
    "lab_part_quarter(t) AS quarter(t)",
    "lab_part_month(t) AS month(t)",
    "lab_part_dayofyear(t) AS dayofyear(t)",
    "lab_part_day(t) AS day(t)",
    "lab_part_week(t) AS week(t)",
    "lab_part_weekday(t) AS dayofweek(t) + 1",  # DATEFIRST 7, as us_english has it
    "lab_part_hour(t) AS hour(t)",
    "lab_part_minute(t) AS minute(t)",
    "lab_part_second(t) AS second(t)",
    "lab_part_millisecond(t) AS millisecond(t) % 1000",
    "lab_part_microsecond(t) AS microsecond(t) % 1000000",
)


def install(connection: duckdb.DuckDBPyConnection, askers: Mapping[str, Asker]) -> None:
    """`askers` by the number that statements pass; looked up at each call."""
    for macro in _MACROS:
        connection.execute(f"CREATE MACRO {macro}")
    for name, function, takes, gives in (*_PLAIN, *_OF_SESSIONS):
        meant = _for_session(function, askers) if takes[:1] == ["SESSION"] else function
        types = [_V if each == "SESSION" else each for each in takes]
        connection.create_function(
            name,
            _sized(meant, len(types)),
            list(types),
            gives,
            null_handling=FunctionNullHandling.SPECIAL,
        )


def _for_session(function: Callable[..., Any], askers: Mapping[str, Asker]) -> Callable[..., Any]:
    return lambda *given: function(askers[given[0]], *given[1:])


def _sized(function: Callable[..., Any], count: int) -> Callable[..., Any]:
    """DuckDB counts the parameters that a function says it has."""

    def sized(*given: Any) -> Any:
        return function(*given)

    parameters = [Parameter(f"p{n}", Parameter.POSITIONAL_ONLY) for n in range(count)]
    sized.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # functions take it
    return sized


def _strict(function: Callable[..., Any]) -> Callable[..., Any]:
    """NULL in the first argument gives NULL."""
    return lambda *given: None if given[0] is None else function(*given)


def _like(text: str | None, pattern: str | None, escape: str | None) -> bool | None:
    if text is None or pattern is None:
        return None
    return _pattern(pattern, escape or "").fullmatch(text) is not None


@cache
def _pattern(pattern: str, escape: str) -> re.Pattern[str]:
    """LIKE as a regular expression: %, _, [abc], [a-c], [^a] and an escape character."""
    parts, place = [], 0
    while place < len(pattern):
        letter = pattern[place]
        closing = pattern.find("]", place + 2)
        if escape and letter == escape and place + 1 < len(pattern):
            place += 1
            parts.append(re.escape(pattern[place]))
        elif letter == "[" and closing > 0:
            parts.append(_letters(pattern[place + 1 : closing]))
            place = closing
        else:
            parts.append({"%": ".*", "_": "."}.get(letter) or re.escape(letter))
        place += 1
    return re.compile("".join(parts), re.I | re.S)


def _letters(inside: str) -> str:
    negated = "^" if inside.startswith("^") else ""
    escaped = re.sub(r"([\\\[\]^&|~])", r"\\\1", inside[len(negated) :])
    return f"[{negated}{escaped}]"


def _replace(text: str, old: str | None, new: str | None) -> str | None:
    if old is None or new is None:
        return None
    return re.sub(re.escape(old), lambda _match: new, text, flags=re.I) if old else text


def _try_moment(text: str) -> datetime | None:
    try:
        return text_forms.parse_moment(text)
    except ValueError:
        return None


_Function = tuple[str, Callable[..., Any], list[str], str]

_PLAIN: tuple[_Function, ...] = (
    ("lab_like", _like, [_V, _V, _V], "BOOLEAN"),
    ("lab_replace", _strict(_replace), [_V, _V, _V], _V),
    ("lab_moment", _strict(text_forms.parse_moment), [_V], _T),
    ("lab_try_moment", _strict(_try_moment), [_V], _T),
    ("lab_day_number", _strict(lambda days: _DAY_ZERO + timedelta(days=days)), [_I], _T),
    ("lab_moment_text", _strict(text_forms.moment_text), [_T, _V, _I], _V),
    ("lab_offset_text", _strict(text_forms.offset_text), [_V, _I], _V),
    ("lab_offset_local", _strict(text_forms.offset_local), [_V], _T),
    ("lab_offset_utc", _strict(text_forms.offset_utc), [_V], _T),
    ("lab_to_offset", _strict(text_forms.normalised_offset), [_V], _V),
    ("lab_switchoffset", _strict(text_forms.switched), [_V, _V], _V),
    ("lab_tzoffset", _strict(text_forms.offset_minutes), [_V], _I),
    ("lab_binary_text", _strict(text_forms.binary_text), [_B, _I], _V),
)

_S = "SESSION"
_OF_SESSIONS: tuple[_Function, ...] = (
    ("lab_global", Asker.global_variable, [_S, _V], _V),
    ("lab_serverproperty", Asker.server_property, [_S, _V], _V),
    ("lab_databasepropertyex", Asker.database_property, [_S, _V, _V], _V),
    (
        "lab_has_perms_by_name",
        lambda asker, name, kind, permission, _sub, _sub_kind: asker.has_permission(
            name, kind, permission
        ),
        [_S, _V, _V, _V, _V, _V],
        _I,
    ),
    ("lab_has_dbaccess", Asker.has_database_access, [_S, _V], _I),
    ("lab_is_srvrolemember", Asker.server_role, [_S, _V, _V], _I),
    ("lab_is_member", Asker.database_role, [_S, _V], _I),
    ("lab_is_rolemember", lambda asker, role, _user: asker.database_role(role), [_S, _V, _V], _I),
    ("lab_suser_sname", Asker.login_name, [_S, _B], _V),
    ("lab_suser_name", lambda asker, _number: asker.rights.user, [_S, _I], _V),
    ("lab_suser_sid", Asker.login_sid, [_S, _V], _B),
    ("lab_original_login", lambda asker: asker.rights.user, [_S], _V),
    ("lab_system_user", lambda asker: asker.rights.user, [_S], _V),
    ("lab_user_name", lambda asker, _number: asker.user_name(), [_S, _I], _V),
    ("lab_db_name", Asker.database_name, [_S, _I], _V),
    ("lab_db_id", Asker.database_id, [_S, _V], _I),
    ("lab_object_id", lambda asker, name, _kind: asker.object_id(name), [_S, _V, _V], _I),
    ("lab_object_name", Asker.object_name, [_S, _I, _I], _V),
    ("lab_schema_id", Asker.schema_id, [_S, _V], _I),
    ("lab_schema_name", Asker.schema_name, [_S, _I], _V),
    ("lab_col_length", Asker.column_length, [_S, _V, _V], _I),
    ("lab_host_name", lambda asker: asker.host, [_S], _V),
    ("lab_app_name", lambda asker: asker.application, [_S], _V),
    ("lab_sees_database", Asker.sees_database, [_S, _V], "BOOLEAN"),
    ("lab_sees_files", lambda asker: asker.rights.sees_files(), [_S], "BOOLEAN"),
    (
        "lab_sees_definitions",
        lambda asker: asker.rights.on_server("VIEW ANY DEFINITION"),
        [_S],
        "BOOLEAN",
    ),
    ("lab_sees_object", Asker.sees_object, [_S, _V, _I], "BOOLEAN"),
    ("lab_sees_principal", Asker.sees_principal, [_S, _V], "BOOLEAN"),
    ("lab_sees_session", Asker.sees_session, [_S, _I], "BOOLEAN"),
    ("lab_sees_job", Asker.sees_job, [_S, _B], "BOOLEAN"),
)
