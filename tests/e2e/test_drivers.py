"""Both ODBC drivers come to the same verdict, each with the server's certificate verified."""

from pathlib import Path

import pyodbc
import pytest

from scanner.transport.sql_driver import driver_from_wheel
from tests.e2e.command import scan
from tests.lab.client import Lab
from tests.lab.estates.variants import sound
from tests.needs import absent


def installed(name: str) -> str:
    if name == "FreeTDS":
        return name if name in pyodbc.drivers() else absent("FreeTDS: apt-get install tdsodbc")
    return driver_from_wheel() or absent("Microsoft's driver: pip install mssql-python-odbc")


@pytest.mark.parametrize("name", ["FreeTDS", "msodbcsql"])
def test_driver(name: str, tmp_path: Path) -> None:
    driver = installed(name)
    out = tmp_path / "out"
    with Lab(sound(), tmp_path, driver) as lab:
        scanned = scan(lab, out)
    assert scanned.ended.status == 0, scanned.ended.said
    servers = [one for one in scanned.report["contacts"] if one["target"].startswith("sql:")]
    assert len(servers) == 3
    assert all(name in one["driver"] for one in servers)
    assert all(one["certificate_verified"] for one in servers)
