"""Checks over facts: one finding per subject; gaps, silence and exceptions become errors."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any

from scanner.factbook import FactBook, View
from scanner.model.check import Check, MissingEvidence
from scanner.model.duration import parse
from scanner.model.evidence import Gap, GapReason
from scanner.model.finding import Citation, Finding, Subject, Verdict
from scanner.model.status import Status
from scanner.store import fact_fields

Limits = Mapping[str, Mapping[str, str | int | float | bool]]


def evaluate(checks: Iterable[Check], book: FactBook, limits: Limits) -> tuple[Finding, ...]:
    """Every check over the same facts, in the order of their ids."""
    benches = (Bench(one, book, limits_of(one, limits)) for one in checks)
    ordered = sorted(benches, key=lambda bench: bench.check.id)
    return tuple(finding for bench in ordered for finding in bench.findings())


def limits_of(check: Check, limits: Limits) -> Any:
    """A check's limits with the estate's overrides; durations may be given as text ('26h')."""
    overrides = limits.get(check.id, {})
    known = {one.name: getattr(check.limits, one.name) for one in fields(check.limits)}
    given = {name: _like(known[name], value) for name, value in overrides.items() if name in known}
    return replace(check.limits, **given)


def _like(default: object, value: str | int | float | bool) -> object:
    return parse(str(value)) if isinstance(default, timedelta) else value


@dataclass(frozen=True)
class Trouble:
    """Why there is no verdict."""

    message: str
    gap: Gap


@dataclass(frozen=True)
class Bench:
    """One check at work on one book of facts."""

    check: Check
    book: FactBook
    limits: Any

    def findings(self) -> Iterator[Finding]:
        """One per subject; one for the whole group where no subject can be named."""
        view = View(self.book, self.check.needs)
        group = Subject(self.book.evidence.group.name, None)
        listed = attempt(lambda: _named(self.check.subjects(view)))
        if isinstance(listed, tuple):
            yield from (self._judged(subject) for subject in listed)
        else:
            yield self._finding(group, listed, view)

    def _judged(self, subject: Subject[Any]) -> Finding:
        view = View(self.book, self.check.needs)
        verdict = attempt(lambda: self._today(self.check.judge(subject, view, self.limits)))
        return self._finding(subject, verdict, view)

    def _today(self, said: object) -> object:
        """A pass may not rest on what lies in the future of the target that told it."""
        if isinstance(said, Verdict) and said.status is Status.PASS:
            for fact in said.cites:
                self.book.require_past(fact)
        return said

    def _finding(self, subject: Subject[Any], said: object, view: View) -> Finding:
        verdict, gap = _verdict(said)
        check = self.check
        return Finding(
            id=f"{check.id}/{subject.name}",
            check=check.id,
            subject=subject.name,
            target=subject.on.id if subject.on else "",
            rows=check.rows,
            severity=check.severity,
            status=verdict.status,
            message=verdict.message,
            fix=verdict.fix,
            settle=verdict.settle,
            gap=gap,
            citations=tuple(self._citation(fact) for fact in verdict.cites),
            readings=tuple(view.seen),
            vouched=verdict.vouched,
        )

    def _citation(self, fact: object) -> Citation:
        return Citation(self.book.source(fact), type(fact).__name__, fact_fields(fact))


def attempt(work: Callable[[], object]) -> object:
    """What `work` gives, or the Trouble it ran into; nothing it does ends the judging."""
    try:
        return work()
    except MissingEvidence as missing:
        gap = missing.gap
        return Trouble(f"{missing.reading} is missing ({gap.reason}): {gap.detail}", gap)
    except Exception as e:  # noqa: BLE001 - one broken check must not cost the others their say
        return _defect(f"{type(e).__name__}: {e}")


def _named(subjects: Iterable[Subject[Any]] | Verdict) -> object:
    """The subjects, each named once; silence is a defect, not an answer."""
    if isinstance(subjects, Verdict):
        return subjects
    listed = tuple(subjects)
    names = {subject.name for subject in listed}
    if not listed or len(names) != len(listed):
        return _defect("it names no subject, or one of them twice")
    return listed


def _verdict(said: object) -> tuple[Verdict, Gap | None]:
    """What a check said, or the error that takes its place."""
    trouble = said if isinstance(said, Trouble) else _objection(said)
    if isinstance(said, Verdict) and trouble is None:
        return said, None
    lost = trouble or _defect("it gave no verdict")
    return Verdict(Status.ERROR, lost.message), lost.gap


def _objection(said: object) -> Trouble | None:
    """What is wrong with a verdict as such."""
    if not isinstance(said, Verdict) or said.status is Status.ERROR:
        return _defect("it gave no verdict")
    if said.status is Status.NOT_APPLICABLE and not said.cites:
        return _defect("it says not applicable without the fact that makes it so")
    if said.vouched and said.status is not Status.NOT_CHECKED:
        return _defect("a document vouches for what a machine decides")
    return None


def _defect(problem: str) -> Trouble:
    return Trouble(f"the check itself failed: {problem}", Gap(GapReason.UNSUPPORTED, problem))
