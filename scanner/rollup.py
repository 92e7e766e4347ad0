"""Findings and what people decided to rows, rows to the group's verdict."""

from collections.abc import Iterable, Sequence

from scanner.decisions.counting import NOTHING, Counting, overlooked
from scanner.model.control import Control
from scanner.model.decision import Basis
from scanner.model.finding import Finding
from scanner.model.run import RowResult
from scanner.model.status import GroupVerdict, Severity, Status

BLOCKING = Severity.MEDIUM
MISSING = frozenset({Status.ERROR, Status.NOT_CHECKED})
PRECEDENCE = (Status.FAIL, Status.ERROR, Status.NOT_CHECKED, Status.PASS, Status.NOT_APPLICABLE)


def worst_first(finding: Finding) -> tuple[int, int, str]:
    """Sort key: failures before what is not known, heavy before light."""
    return PRECEDENCE.index(finding.status), -finding.severity, finding.id


def blocks(finding: Finding) -> bool:
    """A failure of the policy's severity or above; lighter ones are improvements."""
    return finding.status is Status.FAIL and finding.severity >= BLOCKING


def row_result(
    control: Control, findings: Iterable[Finding], in_scope: bool, held: Counting = NOTHING
) -> RowResult:
    """The first status of the precedence that any finding has; nothing said is not checked.

    A statement turns what is not checked into a pass of this row; the finding keeps its status.
    """
    mine = sorted((one for one in findings if in_scope and control.id in one.rows), key=worst_first)
    statuses = [_as_counted(control.id, one, held) for one in mine]
    unserved = in_scope and not mine
    stated = Status.PASS if unserved and held.attests(control.id) else Status.NOT_CHECKED
    status = min(statuses, key=PRECEDENCE.index, default=stated)
    return RowResult(
        control=control,
        status=status,
        in_scope=in_scope,
        findings=tuple(one.id for one in mine),
        sentence=_sentence(
            statuses or [status], in_scope, unserved, mine, _imported(control.id, mine, held)
        ),
        basis=_basis(control.id, mine, status, held) if in_scope else Basis.NOT_ASKED,
        decisions=tuple(_used(control.id, mine, held)) if in_scope else (),
    )


def _as_counted(row: str, finding: Finding, held: Counting) -> Status:
    return Status.PASS if held.attests(row, finding) else finding.status


def _used(row: str, findings: Sequence[Finding], held: Counting) -> Iterable[str]:
    stated = [held.attests(row, one) for one in findings] or [held.attests(row)]
    accepted = [held.waives(one) for one in findings]
    ids = [one.id for found in stated for one in found]
    return dict.fromkeys([*ids, *(one.id for found in accepted for one in found)])


def _basis(row: str, findings: Sequence[Finding], status: Status, held: Counting) -> Basis:
    """A failure is waived as a row only when nothing of the row blocks or is missing besides."""
    if status in (Status.PASS, Status.NOT_APPLICABLE):
        stated = not findings or any(held.attests(row, one) for one in findings)
        return Basis.ATTESTED if stated else Basis.MACHINE
    unknown = {_as_counted(row, one, held) for one in findings} & MISSING
    blocked = any(blocks(one) and not held.waives(one) for one in findings)
    accepted = any(held.waives(one) for one in findings)
    return Basis.WAIVED if accepted and not (blocked or unknown) else Basis.OPEN


def _imported(row: str, findings: Sequence[Finding], held: Counting) -> int:
    """How many findings stand on what a document states, and on no person's word."""
    stated = (held.attests(row, one) for one in findings)
    return sum(all(one.imported for one in found) for found in stated if found)


def _sentence(
    statuses: Sequence[Status],
    in_scope: bool,
    unserved: bool,
    findings: Sequence[Finding],
    imported: int,
) -> str:
    if not in_scope:
        return "Not part of this run."
    status = min(statuses, key=PRECEDENCE.index)
    if unserved:
        alone = "No check serves this row; it stands on a person's statement alone."
        nobody = "No check serves this row yet, so nobody has judged it."
        return alone if status is Status.PASS else nobody
    silent = sum(one.status is Status.NOT_CHECKED for one in findings)
    stated = silent - statuses.count(Status.NOT_CHECKED)
    told = _stated(stated - imported, len(statuses), "a person's")
    told += _stated(imported, len(statuses), "an imported")
    count = statuses.count(status)
    part = f"{count} of {len(statuses)} answers" if len(statuses) > 1 else "The only answer"
    said = {
        Status.FAIL: f"{part} failed.",
        Status.ERROR: f"{part} could not be had.",
        Status.NOT_CHECKED: f"{part} needs a person." if count == 1 else f"{part} need a person.",
        Status.PASS: "Every answer that applies is good.",
        Status.NOT_APPLICABLE: "Does not apply to this group.",
    }
    return said[status] + told


def _stated(count: int, answers: int, whose: str) -> str:
    if not count:
        return ""
    if answers == 1:
        return f" It is {whose} statement."
    return f" {count} of {answers} {'is' if count == 1 else 'are'} {whose} statement."


def verdict(
    rows: Sequence[RowResult], findings: Sequence[Finding], held: Counting = NOTHING
) -> tuple[GroupVerdict, str]:
    """The group's answer with a sentence that names its scope."""
    scope = [row for row in rows if row.in_scope]
    missing = [row for row in scope if row.status in MISSING]
    failing = [one for one in findings if blocks(one)]
    blocked = _rows_of(scope, [one for one in failing if not held.waives(one)])
    waived = _rows_of(scope, [one for one in failing if held.waives(one)])
    part = f" for {len(scope)} of {len(rows)} rows" if len(scope) < len(rows) else ""
    if blocked:
        return GroupVerdict.NOT_READY, _not_ready(part, blocked, missing)
    if missing or _unknown(findings, scope, held):
        return GroupVerdict.INCOMPLETE, _incomplete(part, missing, waived)
    if waived:
        return GroupVerdict.READY_WITH_EXCEPTIONS, _with_exceptions(part, waived)
    return GroupVerdict.READY, f"READY{part}: nothing blocks, and nothing required is missing."


def _rows_of(scope: Sequence[RowResult], findings: Iterable[Finding]) -> list[RowResult]:
    named = {row for one in findings for row in one.rows}
    return [row for row in scope if row.control.id in named]


def _unknown(findings: Sequence[Finding], scope: Sequence[RowResult], held: Counting) -> bool:
    """An error may hide behind a light failure of the same row: it still counts as missing."""
    waiting = any(overlooked(findings, [row.control.id for row in scope], held))
    return waiting or any(one.status is Status.ERROR for one in findings)


def _with_exceptions(part: str, waived: Sequence[RowResult]) -> str:
    verb = "fails, which is" if len(waived) == 1 else "fail, which is"
    said = f"READY WITH EXCEPTIONS{part}: {_rows(waived)} {verb} waived"
    return f"{said}; nothing else blocks, and nothing required is missing."


def _not_ready(part: str, blocked: Sequence[RowResult], missing: Sequence[RowResult]) -> str:
    said = f"NOT READY{part}: {_rows(blocked)} would stop a restore or lose more than agreed"
    return f"{said}; {_rows(missing)} not known." if missing else f"{said}."


def _incomplete(part: str, missing: Sequence[RowResult], waived: Sequence[RowResult]) -> str:
    what = _rows(missing) if missing else "some answers"
    if waived:
        seen = f"nothing seen that blocks but what is waived ({_rows(waived)})"
        return f"INCOMPLETE{part}: {seen}, and {what} could not be judged."
    return f"INCOMPLETE{part}: nothing seen that blocks, but {what} could not be judged."


def _rows(rows: Sequence[RowResult]) -> str:
    return ("row " if len(rows) == 1 else "rows ") + ", ".join(row.control.id for row in rows)
