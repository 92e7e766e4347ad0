"""Which tables a described server has, and their rows."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from tests.lab.tds import schema as schemas
from tests.lab.tds.description import LabSqlServer, LabTable, Row
from tests.lab.tds.schema import Column, TableSchema, ViewSchema

SYSTEM_DATABASES = ("master", "tempdb", "model", "msdb")
_OF_ONE_DATABASE = frozenset({
    "all_columns", "all_objects", "allocation_units", "asymmetric_keys", "certificates", "columns",
    "database_files", "database_permissions", "database_principals", "database_role_members",
    "dm_db_partition_stats", "filegroups", "indexes", "key_encryptions", "objects", "partitions",
    "procedures", "schemas", "symmetric_keys", "tables", "types", "views",
})  # fmt: skip
_LONG_AGO = datetime(1900, 1, 1)  # noqa: DTZ001 - what SQL Server stores has no zone


@dataclass(frozen=True)
class Place:
    """A table of a server; `sys` views of the whole server stand in master."""

    database: str
    schema: str
    name: str

    @property
    def physical(self) -> str:
        return f"{self.database}|{self.schema}|{self.name}".lower()

    @property
    def key(self) -> str:
        return f"{self.schema}.{self.name}".lower()


class Contents:
    def __init__(self, description: LabSqlServer) -> None:
        self._description = description
        self._major = description.version[0]
        self._absent = {name.lower() for name in description.absent}

    def databases(self) -> list[str]:
        """In the order of their ids, from 1."""
        described = self._description.databases
        lowered = {name.lower() for name in SYSTEM_DATABASES}
        return [*SYSTEM_DATABASES, *(name for name in described if name.lower() not in lowered)]

    def database(self, name: str) -> str | None:
        """The name as it is written, of one written in any case."""
        return next((d for d in self.databases() if d.lower() == name.lower()), None)

    def place(self, database: str, schema: str, name: str) -> Place | None:
        """Where a table stands; None when the server has no such table."""
        if schema.lower() == "sys":
            home = database if name.lower() in _OF_ONE_DATABASE else "master"
            found = Place(home, "sys", name.lower())
        else:
            found = Place(database, schema, name)
        return found if self.schema_of(found) is not None else None

    def schema_of(self, place: Place) -> TableSchema | ViewSchema | None:
        if f"{place.database}.{place.key}".lower() in self._absent:
            return None
        listed = self._listed(place)
        if isinstance(listed, LabTable):
            return schemas.own_table(place.schema, place.name, listed.columns)
        known = self._known(place, listed is not None)
        if isinstance(known, ViewSchema):
            # Rows given for a view stand in the place of what it would find.
            as_table = TableSchema(known.schema, known.name, known.columns)
            return known if listed is None else as_table
        if known is None or known.since > self._major:
            return None
        return known.for_version(self._major)

    def rows(self, place: Place) -> list[Row]:
        listed = self._listed(place)
        if listed is None:
            return []
        return listed.rows if isinstance(listed, LabTable) else listed

    def tables(self, database: str) -> list[TableSchema | ViewSchema]:
        """The tables and views of a database, without sys."""
        keys = dict.fromkeys(
            [*self._product(database), *(key.lower() for key in self._tables(database))]
        )
        if database.lower() in {"msdb", "ssisdb"}:
            prefix = f"{database.lower()}."
            keys |= dict.fromkeys(
                n.removeprefix(prefix) for n in schemas.system_names() if n.startswith(prefix)
            )
        found = []
        for key in keys:
            schema, _, name = key.partition(".")
            table = None if schema == "sys" else self.schema_of(Place(database, schema, name))
            if table is not None:
                found.append(table)
        return found

    def _listed(self, place: Place) -> list[Row] | LabTable | None:
        tables = self._tables(place.database)
        return next((rows for key, rows in tables.items() if key.lower() == place.key), None)

    def _tables(self, database: str) -> dict[str, Any]:
        found = (t for d, t in self._description.databases.items() if d.lower() == database.lower())
        return next(found, {})

    def _product(self, database: str) -> dict[str, TableSchema | ViewSchema]:
        like = {k.lower(): v for k, v in self._description.like.items()}
        namesake = like.get(database.lower(), database).lower()
        # The tables of master are a log shipping destination's own: only where they are listed.
        return {} if namesake == "master" else schemas.product_tables().get(namesake, {})

    def _known(self, place: Place, is_listed: bool) -> TableSchema | ViewSchema | None:
        if place.schema.lower() == "sys":
            return schemas.system_table(f"sys.{place.name.lower()}")
        own = self._product(place.database).get(place.key)
        if own is None:
            own = schemas.system_table(f"{place.database}.{place.key}".lower())
        if own is None and is_listed:
            everywhere = schemas.product_tables().values()
            own = next((tables[place.key] for tables in everywhere if place.key in tables), None)
        if own is None and is_listed:
            raise ValueError(f"no schema file has {place.key}; describe it as a LabTable")
        return own


def complete(table: TableSchema, rows: list[Row]) -> list[list[Any]]:
    """Rows in the order of the columns; what is left out is NULL, zero or the next identity."""
    known = {column.name.lower(): column for column in table.columns}
    for row in rows:
        for name in row:
            if name.lower() not in known:
                raise ValueError(f"{table.schema}.{table.name} has no column {name}")
    completed = []
    for number, row in enumerate(rows, 1):
        given = {name.lower(): value for name, value in row.items()}
        completed.append(
            [
                given[c.name.lower()] if c.name.lower() in given else _default(c, number)
                for c in table.columns
            ]
        )
    return completed


def _default(column: Column, number: int) -> Any:
    kind = column.kind
    if column.identity:
        return number
    if column.nullable:
        return None
    if kind.is_text or kind.name == "sql_variant":
        return ""
    if kind.is_binary:
        return b""
    return _ZEROS.get(kind.name, 0)


_ZEROS: dict[str, Any] = {
    "datetime": _LONG_AGO,
    "datetime2": _LONG_AGO,
    "date": _LONG_AGO.date(),
    "datetimeoffset": "1900-01-01 00:00:00.0000000 +00:00",
    "uniqueidentifier": uuid.UUID(int=0),
    "numeric": Decimal(0),
}
