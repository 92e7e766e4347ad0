"""Findings to rows, rows to the group's verdict."""

from collections.abc import Iterable, Sequence

from scanner.model.control import Control
from scanner.model.finding import Finding
from scanner.model.run import RowResult
from scanner.model.status import GroupVerdict, Severity, Status

BLOCKING = Severity.MEDIUM
PRECEDENCE = (Status.FAIL, Status.ERROR, Status.NOT_CHECKED, Status.PASS, Status.NOT_APPLICABLE)


def worst_first(finding: Finding) -> tuple[int, int, str]:
    """Sort key: failures before what is not known, heavy before light."""
    return PRECEDENCE.index(finding.status), -finding.severity, finding.id


def blocks(finding: Finding) -> bool:
    """A failure of the policy's severity or above; lighter ones are improvements."""
    return finding.status is Status.FAIL and finding.severity >= BLOCKING


def row_result(control: Control, findings: Iterable[Finding], in_scope: bool) -> RowResult:
    """The first status of the precedence that any finding has; nothing said is not checked."""
    mine = sorted((one for one in findings if in_scope and control.id in one.rows), key=worst_first)
    status = mine[0].status if mine else Status.NOT_CHECKED
    sentence = _sentence(status, mine, in_scope)
    return RowResult(control, status, in_scope, tuple(one.id for one in mine), sentence)


def _sentence(status: Status, findings: Sequence[Finding], in_scope: bool) -> str:
    if not in_scope:
        return "Not part of this run."
    if not findings:
        return "No check serves this row yet, so nobody has judged it."
    count = sum(one.status is status for one in findings)
    part = f"{count} of {len(findings)} answers" if len(findings) > 1 else "The only answer"
    said = {
        Status.FAIL: f"{part} failed.",
        Status.ERROR: f"{part} could not be had.",
        Status.NOT_CHECKED: f"{part} needs a person." if count == 1 else f"{part} need a person.",
        Status.PASS: "Every answer that applies is good.",
        Status.NOT_APPLICABLE: "Does not apply to this group.",
    }
    return said[status]


def verdict(rows: Sequence[RowResult], findings: Sequence[Finding]) -> tuple[GroupVerdict, str]:
    """The group's answer with a sentence that names its scope."""
    scope = [row for row in rows if row.in_scope]
    missing = [row for row in scope if row.status in (Status.ERROR, Status.NOT_CHECKED)]
    failed = {row for one in findings if blocks(one) for row in one.rows}
    blocked = [row for row in scope if row.control.id in failed]
    part = f" for {len(scope)} of {len(rows)} rows" if len(scope) < len(rows) else ""
    if blocked:
        return GroupVerdict.NOT_READY, _not_ready(part, blocked, missing)
    if missing or _unknown(findings):
        return GroupVerdict.INCOMPLETE, _incomplete(part, missing)
    return GroupVerdict.READY, f"READY{part}: nothing blocks, and nothing required is missing."


def _unknown(findings: Iterable[Finding]) -> bool:
    """An error may hide behind a light failure of the same row: it still counts as missing."""
    return any(one.status in (Status.ERROR, Status.NOT_CHECKED) for one in findings)


def _not_ready(part: str, blocked: Sequence[RowResult], missing: Sequence[RowResult]) -> str:
    said = f"NOT READY{part}: {_rows(blocked)} would stop a restore or lose more than agreed"
    return f"{said}; {_rows(missing)} not known." if missing else f"{said}."


def _incomplete(part: str, missing: Sequence[RowResult]) -> str:
    what = _rows(missing) if missing else "some answers"
    return f"INCOMPLETE{part}: nothing seen that blocks, but {what} could not be judged."


def _rows(rows: Sequence[RowResult]) -> str:
    return ("row " if len(rows) == 1 else "rows ") + ", ".join(row.control.id for row in rows)
