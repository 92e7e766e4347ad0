"""Rows and the group's verdict: the precedence of the design, by hand and over all combinations."""

from itertools import combinations_with_replacement, product

import pytest

from scanner.model.control import Control, Half
from scanner.model.finding import Finding
from scanner.model.status import GroupVerdict, Severity, Status
from scanner.rollup import PRECEDENCE, row_result, verdict

B04 = Control("B04", Half.BACK_UP, "Configure the job", "machine", "always", ())
B05 = Control("B05", Half.BACK_UP, "Configure the destination", "machine", "always", ())


def finding(status: Status, severity: Severity = Severity.HIGH, row: str = "B04") -> Finding:
    name = f"XX01/{status}-{severity}-{row}"
    return Finding(name, "XX01", "s", "", (row,), severity, status, "said")


@pytest.mark.parametrize("statuses", list(combinations_with_replacement(Status, 3)))
def test_a_row_is_as_bad_as_its_worst_finding(statuses: tuple[Status, ...]) -> None:
    result = row_result(B04, [finding(one) for one in statuses], in_scope=True)
    assert result.status is min(statuses, key=PRECEDENCE.index)


def test_a_row_that_nothing_serves_is_not_checked() -> None:
    assert row_result(B05, [finding(Status.PASS)], in_scope=True).status is Status.NOT_CHECKED


def test_findings_stand_worst_first() -> None:
    found = [finding(Status.PASS), finding(Status.FAIL, Severity.LOW), finding(Status.FAIL)]
    result = row_result(B04, found, in_scope=True)
    assert result.findings == (found[2].id, found[1].id, found[0].id)


def said(*findings: Finding, rows: tuple[Control, ...] = (B04,)) -> tuple[GroupVerdict, str]:
    return verdict([row_result(one, findings, one in rows) for one in (B04, B05)], findings)


@pytest.mark.parametrize(("status", "severity"), list(product(Status, Severity)))
def test_the_verdict_of_one_finding(status: Status, severity: Severity) -> None:
    expected = {
        Status.FAIL: GroupVerdict.NOT_READY,
        Status.ERROR: GroupVerdict.INCOMPLETE,
        Status.NOT_CHECKED: GroupVerdict.INCOMPLETE,
        Status.PASS: GroupVerdict.READY,
        Status.NOT_APPLICABLE: GroupVerdict.READY,
    }[status]
    if (status, severity) == (Status.FAIL, Severity.LOW):
        expected = GroupVerdict.READY
    assert said(finding(status, severity))[0] is expected


def test_a_failure_beats_what_is_not_known() -> None:
    assert said(finding(Status.ERROR), finding(Status.FAIL))[0] is GroupVerdict.NOT_READY


def test_an_error_behind_a_light_failure_still_counts() -> None:
    answer, _ = said(finding(Status.FAIL, Severity.LOW), finding(Status.ERROR))
    assert answer is GroupVerdict.INCOMPLETE


def test_the_sentence_names_a_part_and_its_rows() -> None:
    assert said(finding(Status.PASS))[1].startswith("READY for 1 of 2 rows")
    whole = said(finding(Status.FAIL), rows=(B04, B05))
    assert whole[1].startswith("NOT READY: row B04")
    assert "row B05 not known" in whole[1]


def test_all_rows_without_a_check_are_incomplete_not_fine() -> None:
    assert said(finding(Status.PASS), rows=(B04, B05))[0] is GroupVerdict.INCOMPLETE
