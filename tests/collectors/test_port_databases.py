"""What an address of a port says of its database."""

import pytest

from scanner.collectors.port_databases import named
from scanner.model.collector import Unparsable


@pytest.mark.parametrize(
    ("address", "server", "database"),
    [
        ("mssql://SQL01//Fracht", "SQL01", "Fracht"),
        ("mssql://SQL01//Fracht?InboundId=a/b", "SQL01", "Fracht"),
        ("MSSQL://SQL01/INST/Fracht/", r"SQL01\INST", "Fracht"),
        ("mssql://SQL01:1433//Fracht", "SQL01", "Fracht"),
        ("mssql://SQL01:1444/INST/Fracht", "SQL01,1444", "Fracht"),
        ("mssql://sa:secret@SQL01//Fracht", "SQL01", "Fracht"),
        ("mssql://sa:[redacted]@SQL01//Fracht", "SQL01", "Fracht"),
        ("mssql://SQL01//sql%20server", "SQL01", "sql server"),
        ("mssql://SQL01/INST//", r"SQL01\INST", ""),
        ("mssql:////Fracht", "localhost", "Fracht"),
        ("mssql://.//Fracht", ".", "Fracht"),
        ("SQL://SQL01/Fracht/1", "", ""),
    ],
)
def test_address(address: str, server: str, database: str) -> None:
    assert named(address) == (server, database)


@pytest.mark.parametrize("address", ["", "SQL01", "mysql://SQL01//Fracht", "ftp://SQL01/Fracht"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(Unparsable):
        named(address)
