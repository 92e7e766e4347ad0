"""The tables of one server in DuckDB, each made when a statement first reads it."""

import threading
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import duckdb

from tests.lab.tds.asker import Asker
from tests.lab.tds.catalogue import Catalogue
from tests.lab.tds.contents import Contents, Place, complete
from tests.lab.tds.schema import Column, TableSchema
from tests.lab.tds.text_forms import normalised_offset, with_offset
from tests.lab.tds.udfs import install


class Store:
    def __init__(
        self, contents: Contents, catalogue: Catalogue, askers: Mapping[str, Asker]
    ) -> None:
        self._contents = contents
        self._catalogue = catalogue
        self._made: set[str] = set()
        self._lock = threading.Lock()
        self._connection = duckdb.connect(":memory:", config={"threads": 1})
        # The usual collation of these servers compares without regard to case.
        self._connection.execute("SET GLOBAL default_collation = 'NOCASE'")
        install(self._connection, askers)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor()

    def close(self) -> None:
        self._connection.close()

    def provide(self, places: Iterable[Place]) -> None:
        with self._lock:
            for place in places:
                if place.physical not in self._made:
                    self._make(place)
                    self._made.add(place.physical)

    def _make(self, place: Place) -> None:
        table = self._contents.schema_of(place)
        if not isinstance(table, TableSchema):
            return
        name = f'"{place.physical}"'
        columns = ", ".join(f'"{c.name}" {_physical(c)}' for c in table.columns)
        self._connection.execute(f"CREATE TABLE {name} ({columns})")
        rows = complete(table, self._catalogue.rows(place))
        if rows:
            self._fill(name, table, rows)

    def _fill(self, name: str, table: TableSchema, rows: list[list[Any]]) -> None:
        """A list for each column is many times quicker than a statement for each row."""
        lists = [
            [_stored(column, row[place]) for row in rows]
            for place, column in enumerate(table.columns)
        ]
        cells = ", ".join(f"unnest(CAST(? AS {_physical(c)}[]))" for c in table.columns)
        self._connection.execute(f"INSERT INTO {name} SELECT {cells}", lists)


def _physical(column: Column) -> str:
    return "UTINYINT" if column.kind.name == "bit" else column.kind.duckdb


def _stored(column: Column, value: Any) -> Any:
    """As the column would keep it; what does not fit is the description's mistake."""
    kind = column.kind
    if value is None:
        return None
    if isinstance(value, datetime) and value.tzinfo is not None:
        if kind.name != "datetimeoffset":
            raise ValueError(f"{column.name} keeps times without a zone: {value}")
        offset = value.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        return with_offset(value.replace(tzinfo=None), minutes)
    if kind.name == "datetimeoffset":
        return normalised_offset(str(value))
    if kind.is_text:
        return _fitting(column, str(value))
    return int(value) if kind.name == "bit" else value


def _fitting(column: Column, text: str) -> str:
    size = column.kind.size
    if size is not None and len(text) > size:
        raise ValueError(f"{column.name} has {size} characters, not {len(text)}: {text[:40]!r}")
    return text.ljust(size or 0) if column.kind.is_padded else text
