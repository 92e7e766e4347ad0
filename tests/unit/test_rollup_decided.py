"""Rows and the verdict under what people decided: by hand, and as laws over all of it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.decisions.counting import NOTHING, Counting, counting
from scanner.model.control import Control, Half
from scanner.model.decision import Attestation, Basis, Decisions, Waiver
from scanner.model.finding import Finding
from scanner.model.run import RowResult
from scanner.model.status import GroupVerdict, Severity, Status
from scanner.outcome import STATUS_OF
from scanner.rollup import row_result, verdict
from tests.decided import NOW, attestation, decisions, waiver

B03 = Control("B03", Half.BACK_UP, "Practise", "person", "always", ())
B04 = Control("B04", Half.BACK_UP, "Configure the job", "machine", "always", ())
R01 = Control("R01", Half.RESTORE, "Restore", "machine", "always", ())
CONTROLS = (B03, B04, R01)
BEST_FIRST = (
    GroupVerdict.READY,
    GroupVerdict.READY_WITH_EXCEPTIONS,
    GroupVerdict.INCOMPLETE,
    GroupVerdict.NOT_READY,
)


def finding(
    check: str, status: Status, *rows: str, severity: Severity = Severity.HIGH, subject: str = "s"
) -> Finding:
    said = ("", rows, severity, status, "said")
    return Finding(f"{check}/{subject}", check, subject, *said)


def held(*entries: Attestation | Waiver) -> Counting:
    return counting(decisions(*entries), NOW)


def rolled(
    findings: Sequence[Finding], by: Counting = NOTHING
) -> tuple[dict[str, RowResult], GroupVerdict, str]:
    rows = [row_result(one, findings, True, by) for one in CONTROLS]
    return {row.control.id: row for row in rows}, *verdict(rows, findings, by)


DRILL = finding("DR01", Status.NOT_CHECKED, "B03", "R01")
JOB = finding("BJ02", Status.PASS, "B04")
BROKEN = finding("BJ02", Status.FAIL, "B04")


def test_a_statement_about_a_row_counts_for_that_row_alone() -> None:
    rows, said, _ = rolled([DRILL, JOB], held(attestation("B03")))
    assert (rows["B03"].status, rows["B03"].basis) == (Status.PASS, Basis.ATTESTED)
    assert rows["B03"].sentence.endswith("It is a person's statement.")
    assert rows["B03"].decisions == ("A-B03",)
    assert (rows["R01"].status, rows["R01"].basis) == (Status.NOT_CHECKED, Basis.OPEN)
    assert said is GroupVerdict.INCOMPLETE


def test_an_imported_statement_is_never_said_to_be_a_persons() -> None:
    imported = attestation("DR01/s", imported=True)
    rows, said, _ = rolled([DRILL, JOB], held(imported))
    assert said is GroupVerdict.READY
    assert (rows["R01"].status, rows["R01"].basis) == (Status.PASS, Basis.ATTESTED)
    assert rows["R01"].sentence.endswith("It is an imported statement.")
    other = finding("RD04", Status.NOT_CHECKED, "R01")
    both, _, _ = rolled([DRILL, other, JOB], held(imported, attestation("RD04")))
    assert both["R01"].sentence.endswith(
        " 1 of 2 is a person's statement. 1 of 2 is an imported statement."
    )
    beside, _, _ = rolled([DRILL, JOB], held(imported, attestation("R01")))
    assert beside["R01"].sentence.endswith("It is a person's statement.")


@pytest.mark.parametrize("about", ["DR01", "DR01/s", DRILL.short])
def test_a_statement_about_a_check_counts_in_all_its_rows(about: str) -> None:
    rows, said, _ = rolled([DRILL, JOB], held(attestation(about)))
    assert said is GroupVerdict.READY
    assert {row.basis for row in rows.values()} == {Basis.ATTESTED, Basis.MACHINE}


def test_a_row_without_a_check_stands_on_a_statement() -> None:
    rows, said, _ = rolled([finding("DR01", Status.PASS, "B03"), JOB], held(attestation("R01")))
    assert (rows["R01"].status, rows["R01"].basis) == (Status.PASS, Basis.ATTESTED)
    assert said is GroupVerdict.READY


@pytest.mark.parametrize("status", [Status.FAIL, Status.ERROR])
@pytest.mark.parametrize("about", ["B04", "BJ02", "BJ02/s"])
def test_a_statement_never_counts_for_what_failed_or_was_not_read(
    status: Status, about: str
) -> None:
    found = [finding("BJ02", status, "B04"), finding("DR01", Status.PASS, "B03", "R01")]
    assert rolled(found, held(attestation(about))) == rolled(found)


def test_a_waiver_changes_the_verdict_and_no_status() -> None:
    found = [BROKEN, finding("DR01", Status.PASS, "B03", "R01")]
    rows, said, sentence = rolled(found, held(waiver("BJ02")))
    assert said is GroupVerdict.READY_WITH_EXCEPTIONS
    assert "row B04 fails, which is waived" in sentence
    assert (rows["B04"].status, rows["B04"].basis) == (Status.FAIL, Basis.WAIVED)
    assert rolled(found)[1] is GroupVerdict.NOT_READY


def test_a_waiver_of_one_subject_leaves_the_others() -> None:
    found = [BROKEN, finding("BJ02", Status.FAIL, "B04", subject="t")]
    rows, said, _ = rolled(found, held(waiver("BJ02/s")))
    assert (said, rows["B04"].basis) == (GroupVerdict.NOT_READY, Basis.OPEN)


def test_what_is_missing_behind_a_waived_failure_still_counts() -> None:
    found = [BROKEN, finding("BS01", Status.ERROR, "B04"), finding("DR01", Status.PASS, "B03")]
    rows, said, sentence = rolled(found, held(waiver("BJ02"), attestation("R01")))
    assert (said, rows["B04"].basis) == (GroupVerdict.INCOMPLETE, Basis.OPEN)
    assert "but what is waived (row B04)" in sentence


def test_a_light_failure_needs_no_waiver() -> None:
    light = finding("BJ02", Status.FAIL, "B04", severity=Severity.LOW)
    found = [light, finding("DR01", Status.PASS, "B03", "R01")]
    assert rolled(found, held(waiver("BJ02")))[1] is GroupVerdict.READY


NAMES = ("B03", "B04", "R01", "BJ02", "DR01", "BJ02/s", "DR01/t", "XX01")
MOMENTS = st.integers(-3, 3).map(lambda days: NOW + timedelta(days=days))
FINDINGS = st.lists(
    st.builds(
        lambda check, status, rows, severity, subject: finding(
            check, status, *sorted(rows), severity=severity, subject=subject
        ),
        st.sampled_from(["BJ02", "DR01", "BS01"]),
        st.sampled_from(Status),
        st.sets(st.sampled_from(["B03", "B04", "R01"]), min_size=1),
        st.sampled_from(Severity),
        st.sampled_from("stu"),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)
ABOUT = st.sampled_from(NAMES)
STATED = st.builds(lambda about, until: attestation(about, until=until), ABOUT, MOMENTS)
ACCEPTED = st.builds(lambda about, until: waiver(about, until=until), ABOUT, MOMENTS)
ENTRIES = st.lists(STATED | ACCEPTED, max_size=6)


def told(findings: Sequence[Finding], of: Decisions) -> GroupVerdict:
    return rolled(findings, counting(of, NOW))[1]


@given(FINDINGS, ENTRIES, st.data())
def test_removing_a_decision_never_improves_a_verdict(
    findings: list[Finding], entries: list[Attestation | Waiver], data: st.DataObject
) -> None:
    before = told(findings, decisions(*entries))
    kept = [one for one in entries if data.draw(st.booleans())]
    after = told(findings, decisions(*kept))
    assert BEST_FIRST.index(after) >= BEST_FIRST.index(before)
    assert STATUS_OF[after] or not STATUS_OF[before]


@given(FINDINGS, ENTRIES)
def test_an_attestation_never_improves_a_failure_or_an_error(
    findings: list[Finding], entries: list[Attestation | Waiver]
) -> None:
    bare, _, _ = rolled(findings)
    rows, _, _ = rolled(findings, held(*entries))
    for name, row in bare.items():
        if row.status in (Status.FAIL, Status.ERROR):
            assert rows[name].status is row.status
        assert rows[name].findings == row.findings


@given(FINDINGS, ENTRIES)
def test_only_waivers_make_exceptions(
    findings: list[Finding], entries: list[Attestation | Waiver]
) -> None:
    stated = [one for one in entries if isinstance(one, Attestation)]
    without = told(findings, decisions(*stated))
    assert without is not GroupVerdict.READY_WITH_EXCEPTIONS
    if told(findings, decisions(*entries)) is GroupVerdict.READY_WITH_EXCEPTIONS:
        assert without is GroupVerdict.NOT_READY
