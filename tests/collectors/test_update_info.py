"""Where SampleUpdateInfo.xml is looked for."""

from copy import deepcopy
from typing import Any

import pytest

from scanner.collectors.restore_folders import in_restore_folders
from scanner.collectors.update_info import INSTALLED, NAME, second
from scanner.model.collector import HostTask, Unparsable
from tests.collectors.recording import recording

TASK = HostTask("BTS01", frozenset())
FOLDER = "E:\\BizTalk"


def views(*folders: str) -> list[dict[str, Any]]:
    """What each view of the registry tells."""
    rows = deepcopy([one for one in recording("update_info").rows if one["question"] == INSTALLED])
    for row, folder in zip(rows, folders, strict=True):
        values = {"InstallPath": {"type": "String", "data": folder}} if folder else {}
        row.update(exists=bool(folder), values=values)
    return rows


def test_both_folders_are_looked_at() -> None:
    asked = second(TASK, {INSTALLED: views("E:\\BizTalk\\", FOLDER)})
    assert [one["path"] for one in asked] == [
        rf"{FOLDER}\Bins32\Schema\Restore\SampleUpdateInfo.xml",
        rf"{FOLDER}\Schema\Restore\SampleUpdateInfo.xml",
    ]


@pytest.mark.parametrize("told", [("", ""), (FOLDER, "F:\\Other"), (r"\\FILE01\apps", "")])
def test_a_place_that_is_not_clear_is_none(told: tuple[str, str]) -> None:
    with pytest.raises(Unparsable):
        in_restore_folders(views(*told), NAME)


def test_an_unanswered_question_is_not_followed() -> None:
    assert second(TASK, {}) == []
