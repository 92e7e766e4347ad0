"""Checks over facts: one finding per subject; gaps, silence and exceptions become errors."""

from collections.abc import Iterable, Iterator, Mapping
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
    ordered = sorted(checks, key=lambda one: one.id)
    return tuple(finding for one in ordered for finding in _judge(one, book, limits))


def limits_of(check: Check, limits: Limits) -> Any:
    """A check's limits with the estate's overrides; durations may be given as text ('26h')."""
    overrides = limits.get(check.id, {})
    known = {one.name: getattr(check.limits, one.name) for one in fields(check.limits)}
    given = {name: _like(known[name], value) for name, value in overrides.items() if name in known}
    return replace(check.limits, **given)


def _like(default: object, value: str | int | float | bool) -> object:
    return parse(str(value)) if isinstance(default, timedelta) else value


@dataclass(frozen=True)
class _Bench:
    """One check at work: it makes findings out of verdicts and of what went wrong."""

    check: Check
    book: FactBook

    def finding(
        self, subject: Subject[Any], verdict: Verdict, view: View, gap: Gap | None = None
    ) -> Finding:
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
        )

    def missing(self, subject: Subject[Any], missing: MissingEvidence, view: View) -> Finding:
        gap = missing.gap
        message = f"{missing.reading} could not be used ({gap.reason}): {gap.detail}"
        return self.finding(subject, Verdict(Status.ERROR, message), view, gap)

    def defect(self, subject: Subject[Any], problem: str, view: View) -> Finding:
        gap = Gap(GapReason.UNSUPPORTED, problem)
        message = f"the check itself failed: {problem}"
        return self.finding(subject, Verdict(Status.ERROR, message), view, gap)

    def _citation(self, fact: object) -> Citation:
        return Citation(self.book.source(fact), type(fact).__name__, fact_fields(fact))


def _judge(check: Check, book: FactBook, limits: Limits) -> Iterator[Finding]:
    bench = _Bench(check, book)
    view = View(book, check.needs)
    everything = Subject(book.evidence.group.name, None)
    try:
        subjects = check.subjects(view)
        listed = subjects if isinstance(subjects, Verdict) else tuple(subjects)
    except MissingEvidence as missing:
        yield bench.missing(everything, missing, view)
        return
    except Exception as e:  # noqa: BLE001 - one broken check must not cost the others their say
        yield bench.defect(everything, _said(e), view)
        return
    if isinstance(listed, Verdict):
        yield _checked(bench, everything, listed, view)
        return
    names = [subject.name for subject in listed]
    if not names or len(set(names)) != len(names):
        yield bench.defect(everything, "it names no subject, or one twice", view)
        return
    for subject in listed:
        yield _judge_subject(bench, subject, limits_of(check, limits))


def _judge_subject(bench: _Bench, subject: Subject[Any], limits: Any) -> Finding:
    view = View(bench.book, bench.check.needs)
    try:
        verdict = bench.check.judge(subject, view, limits)
    except MissingEvidence as missing:
        return bench.missing(subject, missing, view)
    except Exception as e:  # noqa: BLE001 - one broken check must not cost the others their say
        return bench.defect(subject, _said(e), view)
    return _checked(bench, subject, verdict, view)


def _checked(bench: _Bench, subject: Subject[Any], verdict: object, view: View) -> Finding:
    if not isinstance(verdict, Verdict) or verdict.status is Status.ERROR:
        return bench.defect(subject, "it gave no verdict", view)
    if verdict.status is Status.NOT_APPLICABLE and not verdict.cites:
        return bench.defect(subject, "not applicable without the fact that makes it so", view)
    return bench.finding(subject, verdict, view)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
