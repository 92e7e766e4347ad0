"""The rows of the checklist with their checks, findings and evidence, as they are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.tables import Table, tables
from reports.text import on_one_line
from reports.words import Kind, kind_of, kind_of_finding, rank
from scanner.model.control import Reference
from scanner.model.finding import Finding
from scanner.model.run import CheckText, RowResult, Run
from scanner.model.status import Severity, Status


@dataclass(frozen=True)
class FindingView:
    """One sentence about one subject; `anchor` is unique in the document."""

    anchor: str
    kind: Kind
    subject: str
    message: str
    fix: str
    settle: str


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
    checks: tuple[CheckView, ...]
    counts: tuple[tuple[Kind, int], ...]


def anchor_of(row: str) -> str:
    return f"row-{row}"


def rows(run: Run) -> tuple[RowView, ...]:
    """In the checklist's order; a check that serves two rows is told in full under the first."""
    texts = {text.id: text for text in run.checks}
    findings = {one.id: one for one in run.findings}
    told: dict[str, str] = {}
    return tuple(_row(result, texts, findings, told) for result in run.rows)


def row_kind(result: RowResult, findings: Sequence[Finding]) -> Kind:
    if not result.in_scope:
        return Kind.NOT_ASKED
    failed = [one.severity for one in findings if one.status is Status.FAIL]
    return kind_of(result.status, max(failed, default=Severity.CRITICAL))


def _row(
    result: RowResult,
    texts: dict[str, CheckText],
    findings: dict[str, Finding],
    told: dict[str, str],
) -> RowView:
    control = result.control
    mine = [findings[one] for one in result.findings]
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
        checks=tuple(_checks(control.id, mine, texts, told)),
        counts=tuple((kind, kinds.count(kind)) for kind in sorted(set(kinds), key=rank)),
    )


def _checks(
    row: str, mine: Sequence[Finding], texts: dict[str, CheckText], told: dict[str, str]
) -> Iterable[CheckView]:
    """Worst first, as the findings are."""
    for check in dict.fromkeys(one.check for one in mine):
        here = told.setdefault(check, row)
        yield _check(
            texts[check],
            [one for one in mine if one.check == check],
            told_in="" if here == row else here,
        )


def _check(text: CheckText, findings: Sequence[Finding], told_in: str) -> CheckView:
    citations = (cited for one in findings for cited in one.citations)
    return CheckView(
        text=text,
        kind=min((kind_of_finding(one) for one in findings), key=rank),
        severity=text.severity.word,
        findings=tuple(_finding(one, number) for number, one in enumerate(findings, start=1)),
        tables=() if told_in else tables(citations),
        readings=tuple(dict.fromkeys(name for one in findings for name in one.readings)),
        told_in=told_in,
    )


def _finding(finding: Finding, number: int) -> FindingView:
    return FindingView(
        anchor=f"{finding.check}-{number}",
        kind=kind_of_finding(finding),
        subject=on_one_line(finding.subject),
        message=on_one_line(finding.message),
        fix=finding.fix,
        settle=finding.settle,
    )
