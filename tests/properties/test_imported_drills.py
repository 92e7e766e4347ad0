"""The first law for drills that were imported: less or worse evidence never makes one weigh more.

Over evidence of the lab with results that are whole, partial, failed and old, and with a
destination that made a drill itself: whatever a reading that RD01 looks at loses.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner import app
from scanner.model.check import Check
from scanner.model.evidence import Evidence, Reading
from scanner.model.status import Status
from tests.e2e.inside import inside
from tests.lab.estates import drill_results
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.times import Times
from tests.lab.estates.variants import sound
from tests.properties.test_first_law import (
    GARBAGE,
    Damage,
    Said,
    answer_of,
    book_of,
    damaged,
    emptied,
    garbled,
    improvements,
    refused,
    resealed,
    taken_away,
)

pytestmark = pytest.mark.slow

WHOLE = "drill_result_of_all_databases"
KEPT = (
    WHOLE,
    "drill_result_left_a_database_out",
    "drill_result_with_a_failed_restore",
    "drill_result_of_verified_backups",
    "drill_result_of_last_spring",
    "drill_result_on_a_host",
)
BESIDE_A_DRILL = "beside a drill of the destination"
(RD01,) = (one for one in app.bench().checks if one.id == "RD01")
CHECKS: tuple[Check, ...] = (RD01,)


def kept_beside_a_drill(estate: LabEstate) -> None:
    rows = drill_results.records(estate.times.now - drill_results.RECENT)
    drill_results.keep(estate, drill_results.csv(rows[1:]))


@cache
def every_evidence() -> dict[str, Evidence]:
    base = sound(Times.of_now(log_hours=6))
    faults = {name: FAULTS[name].apply for name in KEPT} | {BESIDE_A_DRILL: kept_beside_a_drill}
    with TemporaryDirectory() as folder, inside(Path(folder)) as ready:
        return {name: ready.collect(base.with_faults([apply])) for name, apply in faults.items()}


def said(held: Evidence) -> Said:
    return Said({one.id: answer_of(one, book_of(held)) for one in CHECKS})


@cache
def whole(name: str) -> Said:
    return said(every_evidence()[name])


def looked_at(name: str) -> list[Reading]:
    """Of these alone anything can depend."""
    seen = whole(name).answers[RD01.id].looked_at
    return [one for one in every_evidence()[name].readings if one.id in seen]


def result(name: str) -> Reading:
    (one,) = [x for x in every_evidence()[name].readings if x.collector == "drill_results"]
    return one


@pytest.mark.parametrize("name", [*KEPT, BESIDE_A_DRILL])
@pytest.mark.parametrize("damage", [taken_away, refused, emptied, garbled])
def test_no_drill_weighs_more_by_losing_a_reading(name: str, damage: Damage) -> None:
    held, before = every_evidence()[name], whole(name)
    assert looked_at(name)
    for one in looked_at(name):
        assert not list(improvements(before, said(damaged(held, one.id, damage))))


@pytest.mark.parametrize("name", [*KEPT, BESIDE_A_DRILL])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_no_drill_weighs_more_by_a_garbled_column(name: str, data: st.DataObject) -> None:
    held, before = every_evidence()[name], whole(name)
    reading = data.draw(st.sampled_from([one for one in looked_at(name) if one.rows]))
    column = data.draw(st.sampled_from(sorted({key for row in reading.rows for key in row})))
    blank = [] if column == "DbccResult" else [None, ""]  # says that no DBCC was asked for
    value = data.draw(st.sampled_from([GARBAGE, [], "\0garbled", -1.5, True, *blank]))

    def change(one: Reading) -> Reading:
        return replace(one, rows=tuple({**row, column: value} for row in one.rows))

    after = said(resealed(damaged(held, reading.id, change)))
    assert list(improvements(before, after)) == []


def fewer(reading: Reading) -> Iterator[Reading]:
    for lost in range(len(reading.rows)):
        yield replace(reading, rows=reading.rows[:lost] + reading.rows[lost + 1 :])


def test_every_record_of_a_result_is_needed() -> None:
    """As if the file were cut short at the end of a line."""
    held = every_evidence()[WHOLE]
    (before,) = whole(WHOLE).findings
    assert before.vouched
    for one in fewer(result(WHOLE)):
        (after,) = said(damaged(held, one.id, lambda _reading, less=one: less)).findings  # type: ignore[misc]
        assert (after.status, after.vouched) == (Status.FAIL, None)


@pytest.mark.parametrize("name", [one for one in KEPT if one not in (WHOLE, KEPT[-1])])
def test_a_flawed_result_is_worth_as_much_as_none(name: str) -> None:
    (found,) = whole(name).findings
    assert (found.status, found.vouched) == (Status.FAIL, None)
