"""What the reader tells of UpdateDatabase.vbs."""

from typing import Any

import pytest

from scanner.collectors.update_scripts import PROVIDERS, interpret, second
from scanner.model.collector import HostTask, Unparsable
from tests.collectors.recording import CLOCK, recording

ROWS = recording("update_scripts").rows
INSTALLED, (SCRIPT, ABSENT) = ROWS[:2], ROWS[2:]


def told(**words: Any) -> Any:
    script = {**SCRIPT, "words": {**SCRIPT["words"], **words}}
    return next(iter(interpret([*INSTALLED, script, ABSENT], CLOCK)))


def test_only_words_are_asked_for_and_no_more_than_a_megabyte_is_read() -> None:
    asked = second(HostTask("BTS01", frozenset()), {"update_scripts/installed": INSTALLED})
    assert {tuple(one["words"]) for one in asked} == {PROVIDERS}  # type: ignore[arg-type] # a list
    assert {one["limits"]["bytes"] for one in asked} == {2**20}  # type: ignore[call-overload,index]
    assert all(str(one["path"]).endswith("UpdateDatabase.vbs") for one in asked)


def test_what_is_found_is_told_in_one_order() -> None:
    assert told(SQLOLEDB=True).providers == ("SQLOLEDB", "MSOLEDBSQL")
    assert told(MSOLEDBSQL=False).providers == ()


@pytest.mark.parametrize("words", [{"more": True}, {"SQLOLEDB": None}, {"SQLOLEDB": "yes"}])
def test_other_words_are_no_answer(words: dict[str, Any]) -> None:
    with pytest.raises(Unparsable):
        told(**words)


def test_a_folder_is_no_script() -> None:
    with pytest.raises(Unparsable):
        interpret([*INSTALLED, SCRIPT, SCRIPT, ABSENT], CLOCK)
