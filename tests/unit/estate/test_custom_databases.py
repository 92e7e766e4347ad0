"""Databases of the organisation's own, as the estate declares them."""

from pathlib import Path

import pytest

from scanner.errors import UserMistake
from scanner.estate.load import load
from scanner.model.estate import CustomDatabase

SMALL = """\
organisation: X
credentials:
  audit: {kind: sql, username: u, password: {env: V}}
groups:
  - name: P
    management: {server: SQL01, database: M, credential: audit}
"""


def write(folder: Path, more: str) -> Path:
    path = folder / "estate.yaml"
    path.write_text(SMALL + more, encoding="utf-8")
    return path


def test_declared_by_server_and_name(tmp_path: Path) -> None:
    said = "    custom_databases: [{server: 'SQL02\\INST', database: OrdersDb}]\n"
    (group,) = load(write(tmp_path, said)).groups
    assert group.custom_databases == (CustomDatabase("SQL02\\INST", "OrdersDb"),)


def test_none_unless_declared(tmp_path: Path) -> None:
    (group,) = load(write(tmp_path, "")).groups
    assert group.custom_databases == ()


@pytest.mark.parametrize("said", ["{server: SQL02}", "{server: '*', database: X}", "OrdersDb"])
def test_half_declared_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(UserMistake, match="custom_databases"):
        load(write(tmp_path, f"    custom_databases: [{said}]\n"))
