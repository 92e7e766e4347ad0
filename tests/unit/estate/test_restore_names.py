"""Which names the SQL Servers have after a restore, as the estate declares it."""

from pathlib import Path

import pytest

from scanner.errors import UserMistake
from scanner.estate.load import load
from scanner.model.estate import ServerNames
from tests.unit.estate.test_custom_databases import write


@pytest.mark.parametrize("names", ServerNames)
def test_declared(tmp_path: Path, names: ServerNames) -> None:
    (group,) = load(write(tmp_path, f"    restore: {{names: {names}}}\n")).groups
    assert group.restore.names is names


def test_unknown_unless_declared(tmp_path: Path) -> None:
    (group,) = load(write(tmp_path, "")).groups
    assert group.restore.names is None


@pytest.mark.parametrize("said", ["same", "{}", "{names: both}", "{names: same, more: 1}"])
def test_anything_else_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(UserMistake, match="restore"):
        load(write(tmp_path, f"    restore: {said}\n"))
