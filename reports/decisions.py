"""What people decided and documents state, as it is read: what counts, what does not, and what
still waits for a person."""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.text import on_one_line
from reports.values import brief, minute
from scanner.decisions.counting import Counting, counting, overlooked
from scanner.model.decision import Attestation, Basis, Decision, Ruling, Standing
from scanner.model.finding import Finding
from scanner.model.run import Run

BASES = (
    (Basis.MACHINE, "proved by machine"),
    (Basis.ATTESTED, "attested"),
    (Basis.WAIVED, "waived"),
    (Basis.OPEN, "open"),
)
UNSIGNED, IMPORTED = "unsigned", "imported"
UNSERVED = "No check serves it: a person looks, and states what was found."
SILENT = frozenset({Standing.COUNTS, Standing.UNNEEDED, Standing.NOT_ASKED})


@dataclass(frozen=True)
class DecisionView:
    """`kind` is attestation, imported statement or waiver; `people` who answers for it; `origin`
    who wrote it."""

    id: str
    kind: str
    about: str
    people: str
    words: str
    standing: str
    sentence: str
    counts: bool
    origin: str


@dataclass(frozen=True)
class Waiting:
    """What a person has to say: `command` writes it down, `before` who said so until lately."""

    rows: str
    about: str
    message: str
    settle: str
    before: str
    command: str


@dataclass(frozen=True)
class DecisionsView:
    """`bases` counts the rows by whose word they stand on; `unwaived` is the verdict without
    waivers, `brief` the same for page one; `troubles` are what does not count though somebody may
    think so; `awaited` names the rows of `waiting`, `awaited_brief` on page one."""

    bases: str
    brief: str
    unwaived: str
    troubles: tuple[str, ...]
    decisions: tuple[DecisionView, ...]
    waiting: tuple[Waiting, ...]
    awaited: str
    awaited_brief: str
    files: tuple[tuple[str, str], ...]


def decisions_view(run: Run) -> DecisionsView:
    """Of the run as it was judged: its names are compared, so nothing in it may be rewritten."""
    ruled = {one.decision: one for one in run.rulings}
    both = [(one, ruled[one.id]) for one in run.decisions.all]
    waiting = tuple(_waiting(run))
    awaited = _awaited(run, waiting)
    return DecisionsView(
        bases=_bases(run),
        brief=_brief(run),
        unwaived=_unwaived(run),
        troubles=tuple(_troubles(run, both)),
        decisions=tuple(_decision(one, ruling) for one, ruling in both),
        waiting=waiting,
        awaited=awaited,
        awaited_brief=brief(awaited),
        files=tuple((one.name, one.sha256) for one in run.decisions.files),
    )


def _bases(run: Run) -> str:
    asked = [row.basis for row in run.rows if row.in_scope]
    return " · ".join(f"{asked.count(basis)} {said}{_of_it(run, basis)}" for basis, said in BASES)


def _of_it(run: Run, basis: Basis) -> str:
    """How many of the attested rows stand on an imported statement, wholly or in part."""
    made = {one.id for one in run.decisions.attestations if one.imported}
    rows = [row for row in run.rows if row.basis is basis and made.intersection(row.decisions)]
    return f" ({len(rows)} {IMPORTED})" if basis is Basis.ATTESTED and rows else ""


def _brief(run: Run) -> str:
    same = run.unwaived in (None, run.verdict)
    return f"without waivers {'the same' if same else run.unwaived}"


def _unwaived(run: Run) -> str:
    """Said in every report: with no waiver in force, and in a run from before there were any, it
    is the same."""
    same = run.unwaived is run.verdict and run.unwaived_sentence == run.verdict_sentence
    if same or run.unwaived is None:
        return "Without waivers the same."
    return f"Without waivers: {brief(run.unwaived_sentence)}"


def _troubles(run: Run, both: Iterable[tuple[Decision, Ruling]]) -> Iterator[str]:
    yield from run.decisions.troubles
    for one, ruling in both:
        if ruling.standing not in SILENT:
            yield f"{_what(one)} ({_people(one)}) does not count. {ruling.sentence}"


def _what(decision: Decision) -> str:
    return f"{_kind(decision).capitalize()} {decision.id} of {decision.about}"


def _kind(decision: Decision) -> str:
    if not isinstance(decision, Attestation):
        return "waiver"
    return f"{IMPORTED} statement" if decision.imported else "attestation"


def _people(decision: Decision) -> str:
    if isinstance(decision, Attestation):
        return decision.by
    return f"{decision.owner}, approved by {decision.approver}"


def _decision(decision: Decision, ruling: Ruling) -> DecisionView:
    return DecisionView(
        id=decision.id,
        kind=_kind(decision),
        about=on_one_line(decision.about),
        people=_people(decision),
        words=_words(decision),
        standing=ruling.standing.value,
        sentence=ruling.sentence,
        counts=ruling.standing is Standing.COUNTS,
        origin=f"{UNSIGNED}, {_origin(decision)}",
    )


def _origin(decision: Decision) -> str:
    entered = decision.entered
    if isinstance(decision, Attestation) and decision.imported:
        return f"{IMPORTED}, of {minute(entered.at)}"
    return f"entered {minute(entered.at)} by {entered.account} on {entered.host}, {decision.place}"


def _words(decision: Decision) -> str:
    if not isinstance(decision, Attestation):
        return decision.reason
    paper = decision.document
    return f"{decision.statement} Document: {paper.path}" if paper else decision.statement


def said_of(run: Run) -> dict[str, tuple[str, ...]]:
    """By row id and by finding id: the decisions that count there, one sentence each."""
    told: dict[str, list[str]] = {}
    by_id = {one.id: one for one in run.decisions.all}
    rows = {row.control.id for row in run.rows}
    for ruling in run.rulings:
        if ruling.standing is Standing.COUNTS:
            one = by_id[ruling.decision]
            places = (one.about,) if one.about in rows else ruling.findings
            for place in places:
                told.setdefault(place, []).append(_told(one))
    return {place: tuple(texts) for place, texts in told.items()}


def _told(decision: Decision) -> str:
    verb, source = "Waived", f"({decision.id}, {UNSIGNED})"
    if isinstance(decision, Attestation):
        verb = "Imported, counts" if decision.imported else "Attested"
    until = minute(decision.until)
    return on_one_line(f"{verb} until {until} by {_people(decision)}: {_words(decision)} {source}")


def _waiting(run: Run) -> Iterator[Waiting]:
    """Rows that no check serves and findings that no machine decides, without a statement."""
    held = counting(run.decisions, run.as_of)
    scope = tuple(row.control.id for row in run.rows if row.in_scope)
    unserved = [row.control for row in run.rows if not row.findings and row.basis is Basis.OPEN]
    lapsed = [one for one in unserved if _before(run, (one.id,), None)]
    for one in lapsed:
        yield _wait(run, (one.id,), one.id, one.title, UNSERVED)
    if rest := tuple(one.id for one in unserved if one not in lapsed):
        yield _wait(run, rest, "ROW" if rest[1:] else rest[0], "Nobody has judged this.", UNSERVED)
    silent = frozenset(overlooked(run.findings, scope, held))
    for found in run.findings:
        if found.id in silent:
            rows, said = _open_rows(found, scope, held), f"{found.subject}: {found.message}"
            yield _wait(run, rows, found.short, said, found.settle, found)


def _awaited(run: Run, waiting: Iterable[Waiting]) -> str:
    """`rows B02, B03, R01`, in the order of the checklist; empty when nothing waits."""
    named = {row for one in waiting for row in one.rows.split(", ")}
    rows = [row.control.id for row in run.rows if row.control.id in named]
    return f"{'rows' if len(rows) > 1 else 'row'} {', '.join(rows)}" if rows else ""


def _open_rows(finding: Finding, scope: Iterable[str], held: Counting) -> tuple[str, ...]:
    return tuple(row for row in scope if row in finding.rows and not held.attests(row, finding))


def _wait(
    run: Run,
    rows: tuple[str, ...],
    about: str,
    message: str,
    settle: str,
    finding: Finding | None = None,
) -> Waiting:
    group = shlex.quote(on_one_line(run.group))
    rest = '--by NAME --statement "…" --valid 90d'
    return Waiting(
        rows=", ".join(rows),
        about=about,
        message=on_one_line(message),
        settle=settle,
        before=_before(run, rows, finding),
        command=f"btsready attest {about} --group {group} {rest}",
    )


def _before(run: Run, rows: tuple[str, ...], finding: Finding | None) -> str:
    """Who said so until lately is who to ask first."""
    ruled = {one.decision: one for one in run.rulings}
    for one in run.decisions.attestations:
        meant = one.about in rows or (finding is not None and finding.is_called(one.about))
        if meant and ruled[one.id].standing is not Standing.COUNTS:
            return f"Last stated by {one.by}. {ruled[one.id].sentence}"
    return ""
