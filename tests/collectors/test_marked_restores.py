"""Where nothing was restored to a mark, one row says how far back the history reaches."""

from typing import Any

import pytest

from scanner.collectors.marked_restores import interpret
from scanner.facts.drills import MarkedRestore
from scanner.model.collector import Unparsable
from tests.collectors.recording import CLOCK


def row(**told: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(("oldest", "database_name", "mark_name", "restored"))
    return {"restores": 0, **nothing, **told}


def test_no_restore_at_all() -> None:
    assert list(interpret([row()], CLOCK)) == [MarkedRestore("", "", None, None)]


def test_no_restore_to_a_mark() -> None:
    (found,) = interpret([row(restores=7, oldest="2026-01-01T03:00:00")], CLOCK)
    assert (found.mark, found.restored) == ("", None)
    assert found.oldest


@pytest.mark.parametrize(
    "told", [{"restores": 7}, {"mark_name": "M"}, {"database_name": "A", "mark_name": "M"}]
)
def test_half_an_answer_is_none(told: dict[str, Any]) -> None:
    with pytest.raises(Unparsable):
        list(interpret([row(**told)], CLOCK))
