"""The lab's copies of the schema files, and that every table of them can be made."""

import os
from pathlib import Path

import pytest

from tests.lab.tds import schema
from tests.lab.tds.catalogue import Catalogue
from tests.lab.tds.contents import Contents, Place
from tests.lab.tds.description import LabSqlServer
from tests.lab.tds.store import Store

_FOLDER = Path(schema.__file__).parent.parent / "schema"


@pytest.mark.parametrize("name", ["sql-schema.yaml", "biztalk-schema.sql"])
def test_the_copy_is_the_original(name: str) -> None:
    tools = os.environ.get("BTSREADY_TOOLS")
    original = Path(tools, "..", "reference", name) if tools else None
    if original is None or not original.exists():
        pytest.skip("BTSREADY_TOOLS does not lead to the schema files")
    assert (_FOLDER / name).read_bytes() == original.read_bytes()


def test_every_documented_table_can_be_made() -> None:
    products = ["BizTalkMgmtDb", "SSODB", "BAMPrimaryImport", "BizTalkDTADb", "SSISDB"]
    described = LabSqlServer(
        "SQL01", "SQL01", {}, {name: {} for name in products}, product_version="17.0.1000.1"
    )
    contents = Contents(described)
    catalogue = Catalogue(described, contents)
    store = Store(contents, catalogue, {})
    places = [
        Place(database, table.schema, table.name)
        for database in contents.databases()
        for table in contents.tables(database)
    ]
    places += [
        Place("master", *name.split("."))
        for name in schema.system_names()
        if name.startswith("sys.") and schema.system_table(name)
    ]
    store.provide(places)
    made = store.cursor().execute("SELECT count(*) FROM duckdb_tables()").fetchone()
    store.close()
    views = [p for p in places if isinstance(contents.schema_of(p), schema.ViewSchema)]
    assert made == (len(places) - len(views),)
    assert {v.name for v in views} == {"admv_BackupDatabases", "bts_party"}
    assert len(places) > 120
