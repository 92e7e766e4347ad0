"""Objects of the catalogue and their columns, from the tables that a server has."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from tests.lab.tds import schema as schemas
from tests.lab.tds.contents import Contents, Place
from tests.lab.tds.description import Row
from tests.lab.tds.schema import Column, TableSchema, ViewSchema
from tests.lab.tds.sql_types import SqlType

_Made = TypeVar("_Made")

_CREATED = datetime(2023, 1, 1)  # noqa: DTZ001 - what SQL Server stores has no zone
_SCHEMAS = {"dbo": 1, "guest": 2, "INFORMATION_SCHEMA": 3, "sys": 4}
_FIRST_USER_SCHEMA = 5
_FIRST_OBJECT = 245_575_913
_OBJECT_STEP = 16
# sys.types: name, system_type_id, max_length, precision, scale
_TYPES = (
    ("image", 34, 16, 0, 0), ("text", 35, 16, 0, 0), ("uniqueidentifier", 36, 16, 0, 0),
    ("date", 40, 3, 10, 0), ("time", 41, 5, 16, 7), ("datetime2", 42, 8, 27, 7),
    ("datetimeoffset", 43, 10, 34, 7), ("tinyint", 48, 1, 3, 0), ("smallint", 52, 2, 5, 0),
    ("int", 56, 4, 10, 0), ("datetime", 61, 8, 23, 3), ("float", 62, 8, 53, 0),
    ("sql_variant", 98, 8016, 0, 0), ("ntext", 99, 16, 0, 0), ("bit", 104, 1, 1, 0),
    ("numeric", 108, 17, 38, 38), ("bigint", 127, 8, 19, 0), ("varbinary", 165, 8000, 0, 0),
    ("varchar", 167, 8000, 0, 0), ("binary", 173, 8000, 0, 0), ("char", 175, 8000, 0, 0),
    ("nvarchar", 231, 8000, 0, 0), ("nchar", 239, 8000, 0, 0),
)  # fmt: skip
_TYPE_IDS = {name: number for name, number, *_ in _TYPES}
_PRECISIONS = {name: (precision, scale) for name, _, _, precision, scale in _TYPES}


class Objects:
    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._remembered: dict[tuple[str, str], Any] = {}

    def of_kind(self, database: str, kind: str) -> list[Row]:
        """`kind` as sys.objects.type has it: "U", "V", "P"."""
        return [row for row in self.objects(database) if str(row["type"]).strip() == kind]

    def object_id(self, database: str, schema: str, name: str) -> int | None:
        wanted = (schema.lower(), name.lower())
        names = self.object_names(database)
        if schema.lower() == "sys":
            names = self._once("system", "", self._system_names)
        return next(
            (
                number
                for number, (each_schema, each) in names.items()
                if (each_schema.lower(), each.lower()) == wanted
            ),
            None,
        )

    def object_names(self, database: str) -> dict[int, tuple[str, str]]:
        """Schema and name by object id."""
        return self._once("names", database, self._object_names)

    def _once(self, what: str, database: str, make: Callable[[str], _Made]) -> _Made:
        """The description stays as it is for the life of a catalogue."""
        key = (what, database)
        if key not in self._remembered:
            self._remembered[key] = make(database)
        made: _Made = self._remembered[key]
        return made

    def _object_names(self, database: str) -> dict[int, tuple[str, str]]:
        ids = {v: k for k, v in self._schema_ids(database).items()}
        return {
            row["object_id"]: (ids.get(row["schema_id"], "dbo"), row["name"])
            for row in self.objects(database)
        }

    def _described(self, database: str, name: str) -> list[Row]:
        return self._contents.rows(Place(database, "sys", name))

    def _schema_ids(self, database: str) -> dict[str, int]:
        used = dict.fromkeys(t.schema for t in self._contents.tables(database))
        own = [name for name in used if name not in _SCHEMAS]
        return _SCHEMAS | {name: n for n, name in enumerate(own, _FIRST_USER_SCHEMA)}

    def schemas(self, database: str) -> list[Row]:
        return [
            {"name": name, "schema_id": number, "principal_id": 1}
            for name, number in self._schema_ids(database).items()
        ]

    def types(self) -> list[Row]:
        rows: list[Row] = [
            {
                "name": name,
                "system_type_id": number,
                "user_type_id": number,
                "schema_id": 4,
                "max_length": length,
                "precision": precision,
                "scale": scale,
                "is_nullable": 1,
            }
            for name, number, length, precision, scale in _TYPES
        ]
        sysname = {
            "name": "sysname",
            "system_type_id": 231,
            "user_type_id": 256,
            "schema_id": 4,
            "max_length": 256,
        }
        return [*rows, sysname]

    def _numbered(self, database: str) -> list[tuple[int, TableSchema | ViewSchema]]:
        tables = self._contents.tables(database)
        return [(_FIRST_OBJECT + n * _OBJECT_STEP, table) for n, table in enumerate(tables)]

    def _of_kind(self, database: str, kind: str) -> list[Row]:
        ids = self._schema_ids(database)
        derived = [
            _object(number, table.name, ids[table.schema], _kind(table))
            for number, table in self._numbered(database)
            if _kind(table) == kind
        ]
        described = self._described(database, "tables" if kind == "U " else "views")
        return [*derived, *described]

    def objects(self, database: str) -> list[Row]:
        start = _FIRST_OBJECT + len(self._numbered(database)) * _OBJECT_STEP
        more = [*self._described(database, "procedures"), *self._described(database, "objects")]
        defaults = [
            _object(start + n * _OBJECT_STEP, "", 1, "P ") | row for n, row in enumerate(more)
        ]
        return [*self._of_kind(database, "U "), *self._of_kind(database, "V "), *defaults]

    def columns(self, database: str) -> Iterator[Row]:
        for number, table in self._numbered(database):
            yield from (_column(number, n, c) for n, c in enumerate(table.columns, 1))
        yield from self._described(database, "columns")

    def _system_tables(self) -> list[tuple[int, TableSchema]]:
        names = [n for n in schemas.system_names() if n.startswith("sys.")]
        found = []
        for number, name in enumerate(names):
            table = self._contents.schema_of(Place("master", "sys", name.removeprefix("sys.")))
            if isinstance(table, TableSchema):
                found.append((-1000 - number, table))
        return found

    def system_objects(self) -> list[Row]:
        return [
            _object(number, table.name, 4, "V ") | {"is_ms_shipped": 1}
            for number, table in self._system_tables()
        ]

    def _system_names(self, _database: str) -> dict[int, tuple[str, str]]:
        return {number: ("sys", table.name) for number, table in self._system_tables()}

    def system_columns(self) -> Iterator[Row]:
        for number, table in self._system_tables():
            yield from (_column(number, n, c) for n, c in enumerate(table.columns, 1))


def _kind(table: TableSchema | ViewSchema) -> str:
    is_view = isinstance(table, ViewSchema) or table.name.lower() == "sysjobs_view"
    return "V " if is_view else "U "


def _object(number: int, name: str, schema_id: int, kind: str) -> Row:
    described = {"U ": "USER_TABLE", "V ": "VIEW", "P ": "SQL_STORED_PROCEDURE"}[kind]
    return {
        "object_id": number,
        "name": name,
        "schema_id": schema_id,
        "parent_object_id": 0,
        "type": kind,
        "type_desc": described,
        "create_date": _CREATED,
        "modify_date": _CREATED,
        "is_ms_shipped": 0,
    }


def _column(object_id: int, number: int, column: Column) -> Row:
    kind: SqlType = column.kind
    precision, scale = _PRECISIONS[kind.name]
    if kind.name == "numeric":
        precision, scale = kind.precision, kind.scale
    type_id = _TYPE_IDS[kind.name]
    return {
        "object_id": object_id,
        "name": column.name,
        "column_id": number,
        "system_type_id": type_id,
        "user_type_id": type_id,
        "max_length": kind.max_length,
        "precision": precision,
        "scale": scale,
        "is_nullable": int(column.nullable),
        "is_identity": int(column.identity),
    }
