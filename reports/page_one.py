"""What page one answers: could we restore, to when, what is missing, what to fix first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from reports.recovery import NO_SETS, VERIFIED, moment, several
from reports.rows import CheckView, RowView, anchor_of
from reports.text import on_one_line
from reports.values import brief, minute
from reports.words import ADVICE, ANSWERS, WORST_FIRST, Kind, kind_of_finding, rank, word
from scanner.model.duration import say
from scanner.model.finding import Finding
from scanner.model.run import RecoveryPoint, Run
from scanner.model.status import GroupVerdict, Severity, Status

MISSING = frozenset({Kind.FAIL, Kind.ERROR, Kind.NOT_CHECKED, Kind.IMPROVE})


@dataclass(frozen=True)
class Answer:
    """`kind` colours it; `label` is the design's verdict with its scope."""

    kind: Kind
    word: str
    label: str
    sentence: str


@dataclass(frozen=True)
class Fact:
    """One of three boxes. `share` is how much of its objective is used up (1.0 is all of it)."""

    question: str
    value: str
    notes: tuple[str, ...]
    kind: Kind
    share: float | None = None


@dataclass(frozen=True)
class Fix:
    """One thing to do. `also` are the other subjects it helps, or what waits for it."""

    row: str
    anchor: str
    kind: Kind
    severity: str
    message: str
    todo: str
    also: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """One check with how many of its subjects have its worst result; empty when it has but one."""

    check: str
    title: str
    kind: Kind
    count: str
    anchor: str


def answer(run: Run) -> Answer:
    asked = sum(row.in_scope for row in run.rows)
    part = f" for {asked} of {len(run.rows)} rows" if asked < len(run.rows) else ""
    yes = run.verdict in (GroupVerdict.READY, GroupVerdict.READY_WITH_EXCEPTIONS)
    said = ANSWERS[run.verdict] + (f", {part.strip()}" if part and yes else "")
    kinds = {GroupVerdict.NOT_READY: Kind.FAIL, GroupVerdict.INCOMPLETE: Kind.ERROR}
    sentence = run.verdict_sentence.removeprefix(f"{run.verdict}{part}: ")
    return Answer(
        kind=kinds.get(run.verdict, Kind.PASS),
        word=said,
        label=f"{run.verdict}{part}",
        sentence=brief(sentence[:1].upper() + sentence[1:]),
    )


def facts(run: Run, rows: Sequence[RowView]) -> tuple[Fact, Fact, Fact]:
    return _recovery_point(run), _data_loss(run), _missing(rows)


def _recovery_point(run: Run) -> Fact:
    """The guaranteed one, after the worst loss that must be survived."""
    found, question = run.recovery.worst, "To when?"
    if found is None:
        return Fact(question, "Not known", (on_one_line(run.recovery.missing),), Kind.ERROR)
    newest = f"newest, not guaranteed: {moment(found.newest)}" if found.newest else ""
    safe = found.guaranteed
    if safe is None:
        why = (newest or on_one_line(several(found.limited_by) or NO_SETS),)
        return Fact(question, "None guaranteed" if newest else "None", why, Kind.FAIL)
    known = "in doubt" if safe.doubts else "guaranteed"
    notes = (
        f"{known}, {VERIFIED[run.recovery.content_verified]}",
        f"mark {on_one_line(safe.mark)}",
    )
    value = minute(safe.time) if safe.time else "Time not settled"
    return Fact(question, value, notes, Kind.NOT_CHECKED)


def _data_loss(run: Run) -> Fact:
    question, objective, worst = (
        "Data lost if restored now?",
        run.objectives.rpo,
        run.recovery.worst,
    )
    wanted = "no objective declared"
    if objective is not None:
        wanted = f"objective: at most {say(objective)}"
    safe = worst.guaranteed if worst else None
    if worst and safe is None:
        value = "Not limited" if worst.newest else "Everything"
        return Fact(question, value, (wanted,), Kind.FAIL)
    if safe is None or safe.age is None:
        return Fact(question, "Not known", (wanted,), Kind.ERROR)
    kind = _kind_of_loss(safe, objective)
    share = safe.age / objective if objective else None
    return Fact(question, say(safe.age), (wanted,), kind, share)


def _kind_of_loss(safe: RecoveryPoint, objective: timedelta | None) -> Kind:
    """What is in doubt can miss an objective, but never meet it."""
    if objective is None or safe.age is None:
        return Kind.NOT_CHECKED
    if safe.age > objective:
        return Kind.FAIL
    return Kind.NOT_CHECKED if safe.doubts else Kind.PASS


def _missing(rows: Sequence[RowView]) -> Fact:
    """The worst kind of row as the value, the others as a note."""
    asked = [row for row in rows if row.kind is not Kind.NOT_ASKED]
    bad = [(kind, count) for kind, count in counts(asked) if kind in MISSING]
    said = [f"{count} {word(kind).lower()}" for kind, count in bad[1:]]
    if not bad:
        return Fact("What is missing?", "Nothing", (f"of {len(asked)} rows asked for",), Kind.PASS)
    kind, count = bad[0]
    value = f"{word(kind)}: {count} {'row' if count == 1 else 'rows'}"
    return Fact("What is missing?", value, (" · ".join(said),) if said else (), kind)


def counts(rows: Iterable[RowView]) -> tuple[tuple[Kind, int], ...]:
    """How many rows of each kind there are, worst first, without the empty ones."""
    kinds = [row.kind for row in rows]
    return tuple((kind, kinds.count(kind)) for kind in WORST_FIRST if kind in kinds)


def judged(rows: Iterable[RowView]) -> tuple[Judged, ...]:
    """Every check once, in the order of the rows."""
    return tuple(
        Judged(check.text.id, check.text.title, check.kind, _share(check), row.anchor)
        for row in rows
        for check in row.checks
        if not check.told_in
    )


def _share(check: CheckView) -> str:
    alike = sum(one.kind is check.kind for one in check.findings)
    return f"{alike} of {len(check.findings)}" if len(check.findings) > 1 else ""


def fixes(run: Run) -> tuple[Fix, ...]:
    """Failures by weight, then what could not be read, then improvements: one entry a cause."""
    causes: dict[tuple[str, ...], list[Finding]] = {}
    for finding in run.findings:
        if finding.status in (Status.FAIL, Status.ERROR):
            causes.setdefault(_cause(finding), []).append(finding)
    made = [(_weight(run, findings[0]), _fix(run, findings)) for findings in causes.values()]
    return tuple(fix for _, fix in sorted(made, key=lambda one: one[0]))


def _cause(finding: Finding) -> tuple[str, ...]:
    """Failures belong together by check and remedy; what was not read, by what was in the way."""
    if finding.gap:
        return (finding.gap.reason, finding.gap.detail, *finding.readings[-1:])
    return (finding.check, finding.fix)


def _weight(run: Run, finding: Finding) -> tuple[int, int, str]:
    return rank(kind_of_finding(finding)), -finding.severity, finding.id


def _fix(run: Run, findings: Sequence[Finding]) -> Fix:
    first = findings[0]
    texts = {text.id: text for text in run.checks}
    asked = [row.control.id for row in run.rows if row.in_scope and row.control.id in first.rows]
    todo = ADVICE[first.gap.reason] if first.gap else first.fix
    waiting = dict.fromkeys(texts[one.check].title for one in findings)
    others = dict.fromkeys(on_one_line(one.subject) for one in findings[1:])
    what = first.message if first.gap else f"{first.subject}: {first.message}"
    return Fix(
        row=asked[0],
        anchor=anchor_of(asked[0]),
        kind=kind_of_finding(first),
        severity=", ".join(_weighed(run, findings)),
        message=on_one_line(what),
        todo=todo or texts[first.check].page.fix.split("\n\n")[0],
        also=tuple(waiting if first.gap else others),
    )


def _weighed(run: Run, findings: Sequence[Finding]) -> Iterator[str]:
    """How heavy it is, and whether all of it is accepted."""
    waivers = {one.id for one in run.decisions.waivers}
    accepted = {name for one in run.rulings if one.decision in waivers for name in one.findings}
    if findings[0].severity is not Severity.LOW:
        yield findings[0].severity.word
    if all(one.id in accepted for one in findings):
        yield "waived"
