"""Rows that a login does not see, because the catalogue hides instead of refusing."""

from collections.abc import Callable, Mapping

from sqlglot import exp

from tests.lab.tds.contents import Place
from tests.lab.tds.dialect import call, session_value

_OBJECT_VIEWS = {
    "tables",
    "views",
    "procedures",
    "objects",
    "all_objects",
    "columns",
    "all_columns",
}
_DEFINITION_VIEWS = {
    "availability_groups",
    "availability_replicas",
    "certificates",
    "database_recovery_status",
    "credentials",
    "availability_group_listeners",
    "linked_logins",
}
_PRINCIPAL_VIEWS = {"server_principals", "sql_logins"}
_OWN_SESSION_VIEWS = {"dm_exec_sessions", "dm_exec_requests"}


def hide_rows(tree: exp.Expr, places: Mapping[str, Place]) -> exp.Expr:
    for table in list(tree.find_all(exp.Table)):
        place = places.get(table.name)
        condition = _condition(place) if place else None
        if condition is None:
            continue
        rows = exp.select("*").from_(exp.Table(this=table.this.copy())).where(condition)
        table.replace(exp.Subquery(this=rows, alias=table.args.get("alias")))
    return tree


def _condition(place: Place) -> exp.Expr | None:
    name = place.name.lower()
    if place.schema.lower() != "sys":
        return _asked("lab_sees_job", _column("owner_sid")) if name == "sysjobs_view" else None
    if name in _OBJECT_VIEWS:
        return _asked("lab_sees_object", exp.Literal.string(place.database), _column("object_id"))
    return _BY_NAME[name]() if name in _BY_NAME else None


def _asked(function: str, *arguments: exp.Expr) -> exp.Expr:
    return call(function, session_value("lab_session"), *arguments)


def _column(name: str) -> exp.Expr:
    return exp.column(name)


_BY_NAME: dict[str, Callable[[], exp.Expr]] = {
    "databases": lambda: _asked("lab_sees_database", _column("name")),
    "master_files": lambda: _asked("lab_sees_files"),
    **dict.fromkeys(_DEFINITION_VIEWS, lambda: _asked("lab_sees_definitions")),
    **dict.fromkeys(_PRINCIPAL_VIEWS, lambda: _asked("lab_sees_principal", _column("name"))),
    **dict.fromkeys(_OWN_SESSION_VIEWS, lambda: _asked("lab_sees_session", _column("session_id"))),
}
