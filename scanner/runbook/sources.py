"""What a step may rely on: facts, or the sentence that says which of them are missing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Target
from scanner.model.finding import Finding
from scanner.model.run import Run
from scanner.model.status import Status

Thing = TypeVar("Thing")
MOST_WARNINGS = 4


@dataclass
class Sources:
    """The run's evidence. `told` are findings that a step has said already: each is said once."""

    facts: Facts
    run: Run
    told: set[str] = field(default_factory=set)

    def ask(self, what: str, read: Callable[[], Thing], otherwise: Thing) -> "Answer[Thing]":
        """A gap becomes a sentence for the step, never an assumption."""
        try:
            return Answer(read())
        except MissingEvidence as missing:
            gap = missing.gap
            why = f"{missing.reading} could not be used ({gap.reason}): {gap.detail}"
            return Answer(otherwise, (f"{what}: {why}",))

    def rows(self, what: str, kind: type[Thing], on: Target) -> "Answer[tuple[Thing, ...]]":
        return self.ask(what, lambda: self.facts.rows(kind, on), ())

    def warnings(self, *rows: str) -> tuple[str, ...]:
        """What this run found wrong in these rows of the checklist, worst first."""
        mine = [one for one in self._wrong(rows) if one.id not in self.told]
        self.told |= {one.id for one in mine}
        said = [one.message for one in mine[:MOST_WARNINGS]]
        if len(mine) > MOST_WARNINGS:
            said.append(f"{len(mine) - MOST_WARNINGS} more findings are in the report.")
        return tuple(said)

    def _wrong(self, rows: Iterable[str]) -> Iterator[Finding]:
        by_id = {one.id: one for one in self.run.findings}
        listed = (
            by_id[one]
            for row in self.run.rows
            if row.control.id in rows
            for one in row.findings
            if one in by_id
        )
        wrong = (one for one in listed if one.status in (Status.FAIL, Status.ERROR))
        return iter({one.id: one for one in wrong}.values())


@dataclass(frozen=True)
class Answer(Generic[Thing]):
    """`missing` is empty when the answer is whole."""

    value: Thing
    missing: tuple[str, ...] = ()
