"""Tables and columns as the schema files have them, read piece by piece when first asked for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.lab.tds.sql_types import SqlType, parse_type

_FOLDER = Path(__file__).parent.parent / "schema"
_MAJOR = {
    "2008": 10,
    "2012": 11,
    "2014": 12,
    "2016": 13,
    "2017": 14,
    "2019": 15,
    "2022": 16,
    "2025": 17,
}
_BLOCK = re.compile(r"^([A-Za-z][\w.]+):\n((?:[ #].*\n)*)", re.M)
_TABLE = re.compile(r"^CREATE TABLE (\w+)\.(\w+)\(\n(.*?)\)\nGO$", re.M | re.S)
_VIEW = re.compile(r"^CREATE VIEW (\w+)\.(\w+) AS\n(.*?)\nGO$", re.M | re.S)
_COLUMN = re.compile(r"^\s*(\w+) (\w+(?:\([\w, ]+\))?)(.*?),?$")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Column:
    name: str
    kind: SqlType
    nullable: bool = True
    identity: bool = False
    since: int = 0  # the major version of SQL Server that brought it


@dataclass(frozen=True)
class TableSchema:
    schema: str
    name: str
    columns: tuple[Column, ...]
    since: int = 0

    def for_version(self, major: int) -> "TableSchema":
        kept = tuple(c for c in self.columns if c.since <= major)
        return TableSchema(self.schema, self.name, kept, self.since)


@dataclass(frozen=True)
class ViewSchema:
    schema: str
    name: str
    body: str
    columns: tuple[Column, ...]


@cache
def _blocks() -> dict[str, str]:
    text = (_FOLDER / "sql-schema.yaml").read_text("utf-8")
    return {name.lower(): f"{name}:\n{body}" for name, body in _BLOCK.findall(text)}


def system_names() -> tuple[str, ...]:
    """`sys.databases`, `msdb.dbo.sysjobs` …, in lower case."""
    return tuple(_blocks())


@cache
def system_table(name: str) -> TableSchema | None:
    """`sys.x`, `msdb.dbo.x` or `ssisdb.catalog.x`; None when nothing documents it."""
    block = _blocks().get(name)
    if block is None:
        return None
    full_name, entry = next(iter(yaml.load(block, Loader=_LOADER).items()))  # noqa: S506 - a safe loader, in C
    if not entry.get("columns"):
        return None
    schema, table = full_name.split(".")[-2:]
    columns = tuple(_system_column(c) for c in entry["columns"] if "until" not in c)
    return TableSchema(schema, table, columns, _major(entry.get("since")))


def _system_column(entry: dict[str, Any]) -> Column:
    name = str(entry.get("actual_name", entry["name"]))
    kind = parse_type(str(entry.get("actual_type", entry["type"])))
    nullable = bool(entry.get("actual_nullable", entry.get("nullable", True)))
    identity = entry.get("note") == "identity"
    return Column(name, kind, nullable, identity, _major(entry.get("since")))


def _major(since: str | None) -> int:
    year = re.search(r"20\d\d", since or "")
    return _MAJOR.get(year.group(), 0) if year else 0


@cache
def product_tables() -> dict[str, dict[str, TableSchema | ViewSchema]]:
    """{"biztalkmgmtdb": {"dbo.adm_group": …}}, in lower case."""
    text = (_FOLDER / "biztalk-schema.sql").read_text("utf-8")
    found: dict[str, dict[str, TableSchema | ViewSchema]] = {}
    for section in re.split(r"^USE ", text, flags=re.M)[1:]:
        database, _, body = section.partition("\n")
        tables = found.setdefault(database.strip().lower(), {})
        for schema, name, columns in _TABLE.findall(body):
            parsed = tuple(_product_column(line) for line in columns.splitlines())
            tables[f"{schema}.{name}".lower()] = TableSchema(schema, name, parsed)
        for schema, name, view in _VIEW.findall(body):
            columns = tuple(_view_columns(view, tables.values()))
            tables[f"{schema}.{name}".lower()] = ViewSchema(schema, name, view, columns)
    return found


def _view_columns(body: str, tables: Iterable["TableSchema | ViewSchema"]) -> Iterator[Column]:
    """Of the first SELECT; what is not a plain column of a table there is a name."""
    known = {column.name: column.kind for table in tables for column in table.columns}
    listed = re.split(r"\s+FROM\s|\s+UNION\s", body, maxsplit=1)[0]
    for item in re.split(r",(?![^(]*\))", re.sub(r"^\s*SELECT\s+", "", listed)):
        source, _, name = item.strip().rpartition(" AS ")
        yield Column(name, known.get(source or name, parse_type("sysname")))


def _product_column(line: str) -> Column:
    match = _COLUMN.match(line)
    if match is None:
        raise ValueError(f"not a column: {line!r}")
    name, kind, rest = match.groups()
    nullable = "NOT NULL" not in rest and "PRIMARY KEY" not in rest
    return Column(name, parse_type(kind), nullable, "IDENTITY" in rest)


def own_table(schema: str, name: str, columns: dict[str, str]) -> TableSchema:
    """Of a LabTable, whose types may end in " not null"."""
    parsed = []
    for column, written in columns.items():
        kind = re.sub(r"\s+(not\s+)?null$", "", written, flags=re.I)
        parsed.append(Column(column, parse_type(kind), "not null" not in written.lower()))
    return TableSchema(schema, name, tuple(parsed))
