"""What a step may rely on: facts, or the sentence that says which of them are missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Target
from scanner.model.finding import Finding
from scanner.model.run import Run
from scanner.model.status import Status
from scanner.runbook.concerns import concerns

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Sources:
    """The run and its evidence."""

    facts: Facts
    run: Run

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

    def found(self, *patterns: str) -> Iterator[Finding]:
        """What the run says of a check, or of findings by a pattern of their names."""
        for one in self.run.findings:
            if any(concerns(each, one) for each in patterns):
                yield one

    def passing(self, *patterns: str) -> Iterator[Finding]:
        return (one for one in self.found(*patterns) if one.status is Status.PASS)

    def is_idle(self, *patterns: str) -> bool:
        """Whether the run found that nothing of it applies to this group."""
        found = [one.status for one in self.found(*patterns)]
        return bool(found) and set(found) == {Status.NOT_APPLICABLE}


@dataclass(frozen=True)
class Answer(Generic[Thing]):
    """`missing` is empty when the answer is whole."""

    value: Thing
    missing: tuple[str, ...] = ()
