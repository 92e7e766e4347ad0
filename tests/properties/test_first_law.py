"""No verdict is better than its evidence: whatever one reading loses, nothing gets better by it.

Over real evidence of the lab's estates, for every collector and target: its answer taken away,
refused, emptied, garbled as a whole or in one column, then judged again. What the other readings
say is interpreted once: interpretation is pure.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner import app, store
from scanner.evaluate import evaluate
from scanner.factbook import FactBook
from scanner.judge import max_skew
from scanner.model.evidence import Evidence, Gap, GapReason, JsonValue, Reading, Row
from scanner.model.finding import Finding
from scanner.model.run import RowResult
from scanner.model.status import GroupVerdict, Status
from scanner.outcome import STATUS_OF
from scanner.rollup import row_result, verdict
from tests.properties.estates import NAMES, evidence_of

BAD = (Status.FAIL, Status.ERROR)
JUDGED = tuple(f"B{number:02}" for number in range(1, 12))
GARBAGE: JsonValue = {"garbled": True}
Damage = Callable[[Reading], Reading | None]


def taken_away(_reading: Reading) -> None:
    return None


def refused(reading: Reading) -> Reading:
    return replace(reading, rows=(), gap=Gap(GapReason.DENIED, "SELECT was denied"))


def emptied(reading: Reading) -> Reading:
    return replace(reading, rows=())


def garbled(reading: Reading) -> Reading:
    rows: tuple[Row, ...] = tuple(dict.fromkeys(row, GARBAGE) for row in reading.rows)
    return replace(reading, rows=rows or (GARBAGE,))  # type: ignore[arg-type] # garbage it is


@dataclass(frozen=True)
class Said:
    """What is said of the rows that have checks."""

    findings: tuple[Finding, ...]
    rows: tuple[RowResult, ...]
    verdict: GroupVerdict


def damaged(held: Evidence, name: str, damage: Damage) -> Evidence:
    kept = (damage(one) if one.id == name else one for one in held.readings)
    return replace(held, readings=tuple(one for one in kept if one))


def resealed(held: Evidence) -> Evidence:
    return store.evidence_of(store.evidence_bytes(held), "damaged")


def book_of(held: Evidence) -> FactBook:
    limit = max_skew(held.limits)
    return FactBook(held, app.bench().collectors, held.collection.ended, limit)


def said_of(book: FactBook) -> Said:
    bench = app.bench()
    findings = evaluate(bench.checks, book, book.evidence.limits)
    rows = tuple(row_result(one, findings, one.id in JUDGED) for one in bench.controls)
    return Said(findings, rows, verdict(rows, findings)[0])


@cache
def whole(name: str) -> tuple[FactBook, Said]:
    book = book_of(evidence_of(name))
    return book, said_of(book)


def without(book: FactBook, held: Evidence, name: str) -> FactBook:
    """A book on damaged evidence that knows already what the other readings say."""
    after = book_of(held)
    after._facts = {one: facts for one, facts in book._facts.items() if one != name}
    after._sources = book._sources
    return after


def improvements(before: Said, after: Said) -> Iterator[str]:
    """Everything that got better, in words."""
    old = {one.id: one.status for one in before.findings}
    new = {one.id: one.status for one in after.findings}
    for name, status in new.items():
        if better(old.get(name), status):
            yield f"{name} was {old.get(name)} and is {status} now"
    yield from (f"{name} is gone" for name in vanished(old, after))
    rows = {row.control.id: row.status for row in after.rows}
    for row in before.rows:
        if row.in_scope and row.status in BAD and rows[row.control.id] not in BAD:
            yield f"row {row.control.id} was {row.status} and is {rows[row.control.id]}"
    if STATUS_OF[before.verdict] and not STATUS_OF[after.verdict]:
        yield "the exit status became 0"


def better(old: Status | None, new: Status) -> bool:
    to_pass = new is Status.PASS and old is not Status.PASS
    return to_pass or (old in BAD and new not in BAD)


def vanished(old: Mapping[str, Status], after: Said) -> Iterator[str]:
    """Bad findings that are gone without their check saying anything bad instead."""
    still_bad = {one.check for one in after.findings if one.status in BAD}
    kept = {one.id for one in after.findings}
    for name, status in old.items():
        if name not in kept and status in BAD and name.partition("/")[0] not in still_bad:
            yield name


@pytest.mark.slow
@pytest.mark.parametrize("estate", NAMES)
@pytest.mark.parametrize("damage", [taken_away, refused, emptied, garbled])
def test_nothing_gets_better_by_losing_a_reading(estate: str, damage: Damage) -> None:
    book, before = whole(estate)
    found = {}
    for one in book.evidence.readings:
        held = damaged(book.evidence, one.id, damage)
        found[one.id] = list(improvements(before, said_of(without(book, held, one.id))))
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.slow
@pytest.mark.parametrize("estate", NAMES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_nothing_gets_better_by_a_garbled_column(estate: str, data: st.DataObject) -> None:
    book, before = whole(estate)
    reading = data.draw(st.sampled_from([one for one in book.evidence.readings if one.rows]))
    columns = sorted({name for row in reading.rows for name in row})
    column = data.draw(st.sampled_from(columns))
    value = data.draw(st.sampled_from([GARBAGE, [], "\0garbled", -1.5]))

    def change(one: Reading) -> Reading:
        return replace(one, rows=tuple({**row, column: value} for row in one.rows))

    held = resealed(damaged(book.evidence, reading.id, change))
    assert list(improvements(before, said_of(book_of(held)))) == []
