"""The rows of the checklist with their checks, findings and evidence, as they are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.decisions import said_of
from reports.tables import Table, tables
from reports.text import on_one_line
from reports.words import Kind, kind_of, kind_of_finding, rank
from scanner.model.control import Reference
from scanner.model.decision import Basis
from scanner.model.finding import Finding
from scanner.model.run import CheckText, RowResult, Run
from scanner.model.status import Severity, Status


@dataclass(frozen=True)
class FindingView:
    """One sentence about one subject; `anchor` is unique in the document.

    `name` is what people type for it; `decided` are the decisions that count for it.
    """

    anchor: str
    name: str
    kind: Kind
    subject: str
    message: str
    fix: str
    settle: str
    decided: tuple[str, ...]


@dataclass(frozen=True)
class CheckView:
    """A check under one row. `told_in` names the earlier row that shows its evidence, if any."""

    text: CheckText
    kind: Kind
    severity: str
    findings: tuple[FindingView, ...]
    tables: tuple[Table, ...]
    readings: tuple[str, ...]
    told_in: str


@dataclass(frozen=True)
class RowView:
    """`counts` says how many findings there are of each kind, worst first."""

    id: str
    anchor: str
    half: str
    title: str
    kind: Kind
    sentence: str
    assessed: str
    applies: str
    references: tuple[Reference, ...]
    decided: tuple[str, ...]
    checks: tuple[CheckView, ...]
    counts: tuple[tuple[Kind, int], ...]


def anchor_of(row: str) -> str:
    return f"row-{row}"


@dataclass
class Told:
    """What a row is told from; `checks` grows: which row told each check in full."""

    texts: dict[str, CheckText]
    findings: dict[str, Finding]
    names: dict[str, str]
    decided: dict[str, tuple[str, ...]]
    checks: dict[str, str]


def rows(run: Run, shown: Run | None = None) -> tuple[RowView, ...]:
    """In the checklist's order; a check that serves two rows is told in full under the first.

    `shown` is the run with its text made visible; names and decisions go by what was read.
    """
    visible = shown or run
    pairs = tuple(zip(visible.findings, run.findings, strict=True))
    decided = said_of(run)
    told = Told(
        texts={text.id: text for text in visible.checks},
        findings={one.id: one for one in visible.findings},
        names={one.id: read.short for one, read in pairs},
        decided=decided | {one.id: decided[read.id] for one, read in pairs if read.id in decided},
        checks={},
    )
    return tuple(_row(result, told) for result in visible.rows)


def row_kind(result: RowResult, findings: Sequence[Finding]) -> Kind:
    if not result.in_scope:
        return Kind.NOT_ASKED
    if result.status is Status.PASS and result.basis is Basis.ATTESTED:
        return Kind.ATTESTED
    failed = [one.severity for one in findings if one.status is Status.FAIL]
    return kind_of(result.status, max(failed, default=Severity.CRITICAL))


def _row(result: RowResult, told: Told) -> RowView:
    control = result.control
    mine = [told.findings[one] for one in result.findings]
    kinds = [kind_of_finding(one) for one in mine]
    return RowView(
        id=control.id,
        anchor=anchor_of(control.id),
        half=control.half.value,
        title=control.title,
        kind=row_kind(result, mine),
        sentence=result.sentence,
        assessed=control.assessed,
        applies=control.applies,
        references=control.references,
        decided=told.decided.get(control.id, ()) if result.in_scope else (),
        checks=tuple(_checks(control.id, mine, told)),
        counts=tuple((kind, kinds.count(kind)) for kind in sorted(set(kinds), key=rank)),
    )


def _checks(row: str, mine: Sequence[Finding], told: Told) -> Iterable[CheckView]:
    """Worst first, as the findings are."""
    for check in dict.fromkeys(one.check for one in mine):
        here = told.checks.setdefault(check, row)
        found = [one for one in mine if one.check == check]
        yield _check(told, found, told_in="" if here == row else here)


def _check(told: Told, findings: Sequence[Finding], told_in: str) -> CheckView:
    text = told.texts[findings[0].check]
    citations = (cited for one in findings for cited in one.citations)
    return CheckView(
        text=text,
        kind=min((kind_of_finding(one) for one in findings), key=rank),
        severity=text.severity.word,
        findings=tuple(_finding(told, one, number) for number, one in enumerate(findings, start=1)),
        tables=() if told_in else tables(citations),
        readings=tuple(dict.fromkeys(name for one in findings for name in one.readings)),
        told_in=told_in,
    )


def _finding(told: Told, finding: Finding, number: int) -> FindingView:
    return FindingView(
        anchor=f"{finding.check}-{number}",
        name=told.names[finding.id],
        kind=kind_of_finding(finding),
        subject=on_one_line(finding.subject),
        message=on_one_line(finding.message),
        fix=finding.fix,
        settle=finding.settle,
        decided=told.decided.get(finding.id, ()),
    )
