"""No verdict is better than its evidence: whatever one reading loses, nothing gets better by it.

Over real evidence of the lab's estates, for every collector and target: its answer taken away,
refused, emptied, garbled as a whole or in one column, then judged again. Interpreting and judging
are pure, so what the other readings say is interpreted once, and only the checks that looked at the
damaged one are asked again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner import app, store
from scanner.evaluate import evaluate
from scanner.factbook import FactBook, Worked
from scanner.judge import max_skew
from scanner.model.check import Check, Facts
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


@dataclass
class Watched(FactBook):
    """Tells which readings were looked at since it was last asked."""

    looked_at: set[str] = field(default_factory=set)

    def facts(self, reading_id: str) -> tuple[Any, ...]:
        self.looked_at.add(reading_id)
        return super().facts(reading_id)

    def worked(self, work: Callable[[Facts], Any], needs: frozenset[type]) -> Worked:
        made = super().worked(work, needs)
        self.looked_at.update(made.seen)
        return made


@dataclass(frozen=True)
class Answer:
    """What one check found, and the readings that it looked at."""

    findings: tuple[Finding, ...]
    looked_at: frozenset[str]


@dataclass(frozen=True)
class Said:
    """What is said of the rows that have checks."""

    answers: Mapping[str, Answer]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(one for answer in self.answers.values() for one in answer.findings)

    @property
    def rows(self) -> tuple[RowResult, ...]:
        found = self.findings
        return tuple(row_result(one, found, one.id in JUDGED) for one in app.bench().controls)

    @property
    def verdict(self) -> GroupVerdict:
        return verdict(self.rows, self.findings)[0]


def damaged(held: Evidence, name: str, damage: Damage) -> Evidence:
    kept = (damage(one) if one.id == name else one for one in held.readings)
    return replace(held, readings=tuple(one for one in kept if one))


def resealed(held: Evidence) -> Evidence:
    return store.evidence_of(store.evidence_bytes(held), "damaged")


def book_of(held: Evidence) -> Watched:
    limit = max_skew(held.limits)
    return Watched(held, app.bench().collectors, held.collection.ended, limit)


def answer_of(check: Check, book: Watched) -> Answer:
    book.looked_at.clear()
    findings = evaluate([check], book, book.evidence.limits)
    return Answer(findings, frozenset(book.looked_at))


def said_of(book: Watched) -> Said:
    return Said({one.id: answer_of(one, book) for one in app.bench().checks})


def said_again(before: Said, book: Watched, name: str) -> Said:
    """With other words of those alone who looked at the reading."""
    checks = {one.id: one for one in app.bench().checks}
    return Said(
        {
            key: answer_of(checks[key], book) if name in answer.looked_at else answer
            for key, answer in before.answers.items()
        }
    )


@cache
def whole(name: str) -> tuple[Watched, Said]:
    book = book_of(evidence_of(name))
    return book, said_of(book)


def without(book: Watched, held: Evidence, name: str) -> Watched:
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
    yield from (f"a document vouches for {name} now" for name in vouched_now(before, after))
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


def vouched_now(before: Said, after: Said) -> Iterator[str]:
    """What a document states for weighs as much as a person's word."""
    good = {one.id for one in before.findings if one.vouched or one.status is Status.PASS}
    return (one.id for one in after.findings if one.vouched and one.id not in good)


@pytest.mark.slow
@pytest.mark.parametrize("estate", NAMES)
@pytest.mark.parametrize("damage", [taken_away, refused, emptied, garbled])
def test_nothing_gets_better_by_losing_a_reading(estate: str, damage: Damage) -> None:
    book, before = whole(estate)
    found = {}
    for one in book.evidence.readings:
        held = damaged(book.evidence, one.id, damage)
        found[one.id] = list(
            improvements(before, said_again(before, without(book, held, one.id), one.id))
        )
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
    assert list(improvements(before, said_again(before, book_of(held), reading.id))) == []
