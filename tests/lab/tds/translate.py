"""From a T-SQL query to DuckDB's SQL, with the tables it reads and the columns it gives."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, OptimizeError, ParseError, TokenError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify

from tests.lab.tds import errors
from tests.lab.tds.builtin_functions import builtin, extraction, global_variable
from tests.lab.tds.contents import Contents, Place
from tests.lab.tds.conversions import kind_of, target_of
from tests.lab.tds.dialect import LabTSQL, session_value, typed
from tests.lab.tds.rewrite import rewrite
from tests.lab.tds.schema import TableSchema, ViewSchema
from tests.lab.tds.sql_types import SqlType
from tests.lab.tds.visibility import hide_rows

_UNRESOLVED = re.compile(r"[Cc]olumn ['\"]?([^'\"\s]+?)['\"]? could not be resolved", re.S)
_UNKNOWN = re.compile(r"Unknown column: (\S+)")
_BARE_WORDS = {"CURRENT_TIMESTAMP", "SYSTEM_USER"}


@dataclass(frozen=True)
class Translation:
    sql: str
    columns: tuple[tuple[str, SqlType | None], ...]
    places: tuple[Place, ...]  # all that is read, views' own tables included
    named: tuple[Place, ...]  # what the statement itself names: rights are asked for these
    parameters: frozenset[str]  # what the session must bind


class Translator:
    """Remembers what it translated: a scan sends the same statements again and again."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._known: dict[tuple[str, str, tuple[str, ...]], list[Translation]] = {}

    def translate(
        self, text: str, database: str, kinds: Mapping[str, SqlType]
    ) -> list[Translation]:
        key = (text, database, tuple(f"{name} {kind.name}" for name, kind in kinds.items()))
        if key not in self._known:
            self._known[key] = [
                _Query(self._contents, database, kinds).translate(tree) for tree in _parse(text)
            ]
        return self._known[key]


def _parse(text: str) -> list[exp.Expr]:
    try:
        trees = sqlglot.parse(text, dialect=LabTSQL)
    except (ParseError, TokenError) as problem:
        raise errors.syntax(str(problem).split("\n", 1)[0]) from None
    return [_query_only(tree) for tree in trees if tree is not None]


def _query_only(tree: exp.Expr) -> exp.Expr:
    if not isinstance(tree, exp.Query) or tree.find(exp.Into, exp.Lock):
        raise errors.read_only()
    return tree


class _Query:
    def __init__(self, contents: Contents, database: str, kinds: Mapping[str, SqlType]) -> None:
        self._contents = contents
        self._database = database
        self._kinds = {name.lower(): kind for name, kind in kinds.items()}
        self._places: dict[str, Place] = {}
        self._named: dict[str, Place] = {}

    def translate(self, tree: exp.Expr) -> Translation:
        names = _output_names(tree)
        self._meanings(tree)
        self._tables(tree, self._database, self._named)
        tree = self._types(tree)
        names = names or self._starred_names(tree)
        columns = tuple(zip(names, _output_kinds(tree), strict=True))
        tree = hide_rows(rewrite(tree), self._places)
        parameters = frozenset(p.name for p in tree.find_all(exp.Parameter))
        sql = tree.sql("duckdb", unsupported_level=ErrorLevel.IGNORE)
        return Translation(
            sql, columns, tuple(self._places.values()), tuple(self._named.values()), parameters
        )

    def _starred_names(self, tree: exp.Expr) -> list[str]:
        """A star gives the names as the tables write them; inference has them in lower case."""
        written = {
            name.lower(): name
            for place in self._places.values()
            for name in self._column_kinds(place)
        }
        return [written.get(name.lower(), name) for name in _output_names(tree)]

    def _meanings(self, tree: exp.Expr) -> None:
        """Functions, variables and literals of T-SQL, innermost first."""
        steps: dict[type[exp.Expr], Callable[[Any], exp.Expr]] = {
            exp.National: lambda n: exp.Literal.string(n.name),
            exp.HexString: lambda n: typed(exp.HexString(this=n.this), "varbinary(8000)"),
            exp.Parameter: self._variable,
            exp.SessionParameter: lambda n: global_variable(n.name),
            exp.Column: _plain_column,
            exp.Anonymous: builtin,
            exp.Extract: extraction,
        }
        for node in reversed(list(tree.find_all(*steps))):
            if _names_a_table(node):
                continue
            new = steps[type(node)](node)
            if new is not node:
                node.replace(new)

    def _variable(self, node: exp.Expr) -> exp.Expr:
        if isinstance(node.parent, exp.Parameter):
            return node
        if isinstance(node.this, exp.Parameter):
            return global_variable(node.this.name)
        kind = self._kinds.get(f"@{node.name}".lower())
        if kind is None:
            return node if node.name.startswith("lab_") else _undeclared(node.name)
        return typed(session_value(f"p_{node.name.lower()}"), _declared(kind))

    def _tables(self, tree: exp.Expr, database: str, named: dict[str, Place]) -> None:
        common = {cte.alias.lower() for cte in tree.find_all(exp.CTE)}
        for table in list(tree.find_all(exp.Table)):
            if table.meta.get("placed") or (not table.db and table.name.lower() in common):
                continue
            self._table(table, database, named)
        for lateral in list(tree.find_all(exp.Lateral)):
            self._applied(lateral, database, named)

    def _table(self, table: exp.Table, database: str, named: dict[str, Place]) -> None:
        if isinstance(table.this, exp.Anonymous):
            raise errors.not_understood(f"the function {table.this.name} in FROM")
        place = self._place(table, database)
        alias = table.alias or table.name
        named[place.physical] = place
        known = self._contents.schema_of(place)
        if isinstance(known, ViewSchema):
            body = _parse(known.body)[0]
            self._meanings(body)
            self._tables(body, place.database, {})
            table.replace(exp.Subquery(this=body, alias=_alias(alias)))
            return
        self._places[place.physical] = place
        table.replace(_physical(place, alias))

    def _place(self, table: exp.Table, database: str) -> Place:
        written = ".".join(p for p in (table.catalog, table.db, table.name) if p)
        home = self._contents.database(table.catalog) if table.catalog else database
        schema = table.db or "dbo"
        if schema.upper() == "INFORMATION_SCHEMA":
            raise errors.not_understood(written)
        place = self._contents.place(home, schema, table.name) if home else None
        if place is None:
            raise errors.invalid_object(written)
        return place

    def _applied(self, lateral: exp.Lateral, database: str, named: dict[str, Place]) -> None:
        """`CROSS APPLY sys.dm_os_volume_stats(a, b)`: rows of a table, by its first columns."""
        function = lateral.this.find(exp.Anonymous) if isinstance(lateral.this, exp.Dot) else None
        if function is None:
            return
        place = self._contents.place(database, "sys", str(function.this))
        known = self._contents.schema_of(place) if place else None
        if place is None or not isinstance(known, TableSchema):
            raise errors.invalid_object(f"sys.{function.this}")
        self._places[place.physical] = named[place.physical] = place
        conditions = [
            exp.EQ(this=exp.column(column.name), expression=argument)
            for column, argument in zip(known.columns, function.expressions, strict=False)
        ]
        rows = exp.select("*").from_(_physical(place, place.name)).where(*conditions)
        lateral.set("this", exp.Subquery(this=rows))

    def _types(self, tree: exp.Expr) -> exp.Expr:
        schema: dict[str, object] = {
            place.physical: self._column_kinds(place) for place in self._places.values()
        }
        try:
            qualified = qualify(tree, schema=schema, dialect=LabTSQL, expand_alias_refs=False)
        except OptimizeError as problem:
            raise _unresolved(str(problem)) from None
        return annotate_types(qualified, schema=schema, dialect=LabTSQL)

    def _column_kinds(self, place: Place) -> dict[str, str]:
        known = self._contents.schema_of(place)
        columns = known.columns if isinstance(known, TableSchema) else ()
        return {column.name: str(column.kind) for column in columns}


def _undeclared(name: str) -> exp.Expr:
    raise errors.SqlError(137, f'Must declare the scalar variable "@{name}".', 15)


def _declared(kind: SqlType) -> str:
    return f"{kind.name}(4000)" if kind.is_text else str(kind)


def _names_a_table(node: exp.Expr) -> bool:
    """The function of a FROM or APPLY, not one of its arguments."""
    parent = node.parent
    if isinstance(parent, exp.Dot):
        if not isinstance(parent.find_ancestor(exp.Lateral, exp.Select), exp.Lateral):
            raise errors.not_understood(f"the function {parent.sql('tsql')}")
        return isinstance(node, exp.Anonymous)
    return isinstance(parent, exp.Table)


def _plain_column(node: exp.Expr) -> exp.Expr:
    """`msdb.dbo.sysjobs.name` is `sysjobs.name`; words without parentheses are functions."""
    if not node.args.get("table") and node.name.upper() in _BARE_WORDS:
        return builtin(exp.Anonymous(this=node.name, expressions=[]))
    node.set("db", None)
    node.set("catalog", None)
    return node


def _physical(place: Place, alias: str) -> exp.Table:
    table = exp.Table(this=exp.to_identifier(place.physical, quoted=True), alias=_alias(alias))
    table.meta["placed"] = True
    return table


def _alias(name: str) -> exp.TableAlias:
    return exp.TableAlias(this=exp.to_identifier(name, quoted=True))


def _output_names(tree: exp.Expr) -> list[str]:
    """Of a star, nothing: its names are known when it is expanded."""
    selects = tree.selects if isinstance(tree, exp.Query) else []
    if any(s.is_star for s in selects):
        return []
    return [
        s.alias if isinstance(s, exp.Alias) else s.name if isinstance(s, exp.Column) else ""
        for s in selects
    ]


def _output_kinds(tree: exp.Expr) -> list[SqlType | None]:
    found: list[SqlType | None] = []
    for projection in tree.selects if isinstance(tree, exp.Query) else []:
        inner = projection.unalias()
        if isinstance(inner, exp.Convert):
            found.append(target_of(inner.this))
        elif isinstance(inner, exp.Cast) and not inner.meta.get("typed"):
            found.append(target_of(inner.to))
        else:
            found.append(kind_of(projection))
    return found


def _unresolved(message: str) -> errors.SqlError:
    found = _UNRESOLVED.search(message) or _UNKNOWN.search(message)
    if found:
        return errors.invalid_column(found.group(1).strip("'\"").split(".")[-1])
    if "mbiguous" in message:
        return errors.SqlError(209, f"Ambiguous column name: {message}")
    return errors.not_understood(message)
