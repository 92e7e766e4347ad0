"""T-SQL for sqlglot, with functions left as they are written: the lab gives them their meaning."""

from typing import Any, ClassVar

from sqlglot import exp
from sqlglot.dialects.tsql import TSQL
from sqlglot.parsers.tsql import TSQLParser

_SHARED_WITH_DUCKDB = {
    "AVG", "COALESCE", "COUNT", "COUNT_BIG", "DENSE_RANK", "FIRST_VALUE", "IIF", "LAG",
    "LAST_VALUE", "LEAD", "MAX", "MIN", "NTILE", "NULLIF", "RANK", "ROW_NUMBER", "STDEV",
    "STRING_AGG", "SUM",
}  # fmt: skip


class _Parser(TSQLParser):
    FUNCTIONS = {  # noqa: RUF012 - sqlglot declares it so
        name: build for name, build in TSQLParser.FUNCTIONS.items() if name in _SHARED_WITH_DUCKDB
    }
    NO_PAREN_FUNCTIONS: ClassVar[dict[Any, Any]] = {}


class LabTSQL(TSQL):
    Parser = _Parser


def typed(value: exp.Expr, kind: str) -> exp.Cast:
    """Says a type to sqlglot's inference; the cast itself is taken out again before DuckDB."""
    cast = exp.Cast(this=value, to=exp.DataType.build(kind, dialect="tsql"))
    cast.meta["typed"] = True
    return cast


def session_value(name: str) -> exp.Parameter:
    """A value that the session binds at each statement."""
    return exp.Parameter(this=exp.Var(this=name))


def call(name: str, *arguments: exp.Expr) -> exp.Anonymous:
    return exp.Anonymous(this=name, expressions=list(arguments))
