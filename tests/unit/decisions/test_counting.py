"""Which decisions count at a moment, and what each is worth in a run."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.decisions.counting import counting, rulings
from scanner.model.decision import Attestation, Entered, Standing, Waiver
from scanner.model.finding import Finding
from scanner.model.status import Severity, Status
from tests.decided import LATER, NOW, attestation, decisions, waiver

ROWS = ("B03", "B04", "R01")
MICROSECOND = timedelta(microseconds=1)


def finding(check: str, subject: str, status: Status, *rows: str) -> Finding:
    said = ("", rows or ("B04",), Severity.HIGH, status, "said")
    return Finding(f"{check}/{subject}", check, subject, *said)


JOB = finding("BJ02", "the job", Status.FAIL)
OTHER = finding("BJ02", "other", Status.FAIL)
DRILL = finding("DR01", "Production", Status.NOT_CHECKED, "B03")


def standing(decision: Attestation | Waiver, *findings: Finding) -> tuple[Standing, str]:
    (one,) = rulings(decisions(decision), findings, ROWS, NOW)
    return one.standing, one.sentence


def test_until_itself_is_too_late() -> None:
    held = decisions(attestation(), waiver())
    last = counting(held, LATER - MICROSECOND)
    assert (len(last.attestations), len(last.waivers)) == (1, 1)
    gone = counting(held, LATER)
    assert (gone.attestations, gone.waivers) == ((), ())


def test_what_was_entered_later_counts_not_yet() -> None:
    later = Entered(NOW + MICROSECOND, "a", "h")
    assert standing(attestation(entered=later), DRILL)[0] is Standing.NOT_YET
    assert standing(attestation(entered=replace(later, at=NOW)), DRILL)[0] is Standing.COUNTS


def test_what_was_ended_counts_no_more() -> None:
    ended = attestation(ended=Entered(NOW, "CORP\\otto", "ADMIN02"))
    found, said = standing(ended, DRILL)
    assert found is Standing.ENDED
    assert said.startswith("Ended 2026-11-22 05:00:00 UTC by CORP\\otto on ADMIN02.")
    not_yet = replace(ended, ended=Entered(NOW + MICROSECOND, "x", "y"))
    assert standing(not_yet, DRILL)[0] is Standing.COUNTS


@pytest.mark.parametrize(
    ("decision", "found", "expected", "said"),
    [
        (attestation("B03"), DRILL, Standing.COUNTS, "an answer that no machine gives until"),
        (attestation("DR01"), DRILL, Standing.COUNTS, "2027-02-10 05:00:00 UTC"),
        (attestation("DR01/Production"), DRILL, Standing.COUNTS, "Counts"),
        (attestation(DRILL.short), DRILL, Standing.COUNTS, "Counts"),
        (attestation("R01"), DRILL, Standing.COUNTS, "a row that no check serves"),
        (attestation("B03", flaw="Changed."), DRILL, Standing.FLAWED, "Changed."),
        (attestation("B04"), JOB, Standing.UNMATCHED, "never counts for a failure"),
        (attestation("BJ02"), JOB, Standing.UNMATCHED, "never counts for a failure"),
        (waiver("BJ02"), JOB, Standing.COUNTS, "Counts for a failure until"),
        (waiver(JOB.short), JOB, Standing.COUNTS, "Counts"),
        (waiver("BJ02/another"), JOB, Standing.UNMATCHED, "no finding 'BJ02/another'"),
        (waiver("DR01"), DRILL, Standing.UNMATCHED, "fails today"),
        (attestation("BJ02"), replace(JOB, status=Status.PASS), Standing.UNNEEDED, "Not needed"),
        (waiver("XX01"), DRILL, Standing.NOT_ASKED, "not part of this run"),
        (attestation("B11"), DRILL, Standing.NOT_ASKED, "not part of this run"),
    ],
)
def test_what_a_decision_is_worth(
    decision: Attestation | Waiver, found: Finding, expected: Standing, said: str
) -> None:
    worth = standing(decision, found)
    assert worth[0] is expected
    assert said in worth[1]


@pytest.mark.parametrize("decision", [attestation("BJ02"), waiver("BJ02")])
def test_nothing_counts_for_an_error(decision: Attestation | Waiver) -> None:
    lost = replace(JOB, status=Status.ERROR)
    assert standing(decision, lost)[0] is Standing.UNMATCHED


def test_a_waiver_is_scoped_to_one_subject() -> None:
    (one,) = rulings(decisions(waiver("BJ02/the job")), (JOB, OTHER), ROWS, NOW)
    assert one.findings == ("BJ02/the job",)
    (both,) = rulings(decisions(waiver("BJ02")), (JOB, OTHER), ROWS, NOW)
    assert both.findings == ("BJ02/the job", "BJ02/other")
    assert "2 failures" in both.sentence


def test_a_finding_has_one_short_name_of_its_own() -> None:
    assert JOB.short == "BJ02-62091e"
    assert JOB.short != OTHER.short
    hostile = finding("BJ02", "\ud800\u202e", Status.FAIL)
    assert hostile.short.startswith("BJ02-")
