"""Every finding once, in the step that needs it; what people said, by the run's own rulings."""

from dataclasses import replace
from datetime import timedelta

from scanner.model.decision import Attestation, Decisions, Document, Waiver
from scanner.model.finding import Finding
from scanner.model.run import Run
from scanner.model.runbook import Action, Phase, Step
from scanner.model.status import Severity, Status
from scanner.runbook.concerns import MOST, Concerns
from tests.reports import sample
from tests.reports.sample_decisions import attestation, decided_by, waiver

REST = "What else is wrong"


def step(title: str, *checks: str, where: str = "SQL01") -> Step:
    return Step(title, "", "somebody", (where,), (Action("Do it."),), "Done.", checks=checks)


def finding(
    name: str, status: Status, *rows: str, severity: Severity = Severity.HIGH, target: str = ""
) -> Finding:
    check, _, subject = name.partition("/")
    said = f"{subject} is so."
    rows = rows or ("R01",)
    return Finding(name, check, subject, target, rows, severity, status, said, settle="Attest it.")


def told(run: Run, *steps: Step) -> dict[str, Step]:
    """By title. The first phase ends with the step for the rest."""
    phases = (Phase("First", (step(REST),)), Phase("Then", steps))
    found = Concerns(run, REST).told(phases)
    return {one.title: one for phase in found for one in phase.steps}


def decided(*findings: Finding, by: Attestation | Waiver | None = None) -> Run:
    stated = (by,) if isinstance(by, Attestation) else ()
    waived = (by,) if isinstance(by, Waiver) else ()
    return decided_by(sample.run(findings), Decisions(stated, waived))


def test_warning_is_said_once_in_the_first_step_that_asks() -> None:
    run = sample.run([finding("RC01/A", Status.FAIL), finding("MS01/B", Status.ERROR, "R03")])
    steps = told(run, step("Restore", "RC01"), step("Again", "RC01", "MS01"))
    assert steps["Restore"].warnings == ("A is so. (RC01)",)
    assert steps["Again"].warnings == ("B is so. (MS01)",)
    assert REST not in steps


def test_warning_goes_to_the_step_at_its_server() -> None:
    run = sample.run([finding("BP01/BTS02", Status.FAIL, "R10", target="host:BTS02")])
    one, other = step("One", "BP01", where="BTS01"), step("Other", "BP01", where="BTS02")
    steps = told(run, one, other)
    assert not steps["One"].warnings
    assert steps["Other"].warnings


def test_pattern_tells_findings_of_one_check_apart() -> None:
    run = sample.run([finding("RD02/SQL01/jobs", Status.FAIL)])
    steps = told(run, step("Logins", "RD02/*/logins"), step("Jobs", "RD02/*/jobs"))
    assert (steps["Logins"].warnings, len(steps["Jobs"].warnings)) == ((), 1)


def test_what_no_step_asks_for_is_said_before_anything_is_touched() -> None:
    found = [
        finding("ZZ01/restoring", Status.FAIL, "R07"),
        finding("ZZ02/backing up", Status.FAIL, "B04"),
        finding("ZZ03/fine", Status.PASS, "R01"),
        finding("ZZ04/open", Status.NOT_CHECKED, "R01"),
    ]
    rest = told(sample.run(found), step("Restore"))[REST]
    assert rest.warnings == ("restoring is so. (ZZ01)",)
    assert rest.unsaid == ()


def test_worst_first_and_of_many_at_least_their_names() -> None:
    many = [finding(f"BD01/{number}", Status.FAIL) for number in range(MOST + 2)]
    worst = finding("RC01/chain", Status.FAIL, severity=Severity.CRITICAL)
    said = told(sample.run([*many, worst]), step("Restore", "BD01", "RC01"))["Restore"].warnings
    assert said[0] == "chain is so. (RC01)"
    assert len(said) == 1 + MOST + 1
    assert said[-1] == f"The same of {MOST}, {MOST + 1}; see BD01 in the report"


OPEN = finding("ES01/PROD-EU", Status.NOT_CHECKED, "R03", "R06")


def test_without_a_statement_a_person_has_to_know() -> None:
    one = told(decided(OPEN), step("Safe", "ES01"))["Safe"]
    assert one.unsaid == ("PROD-EU is so. (ES01)",)
    assert one.stated == ()


def test_statement_that_counts_is_told_with_its_person_end_and_document() -> None:
    document = Document("escrow.pdf", "ab" * 32)
    by = attestation("ES01", "It is in the vault.", document=document)
    one = told(decided(OPEN, by=by), step("Safe", "ES01"))["Safe"]
    assert one.unsaid == ()
    said, answered = one.stated
    assert answered == "It answers: PROD-EU is so. (ES01)"
    for part in ("Maria Huber", "unsigned", "“It is in the vault.”", "escrow.pdf", "ab" * 32):
        assert part in said
    assert f"until {by.until:%Y-%m-%d %H:%M} UTC" in said


def test_statement_about_one_row_leaves_the_other_open() -> None:
    one = told(decided(OPEN, by=attestation("R03")), step("Safe", "ES01"))["Safe"]
    assert len(one.stated) == 2
    assert "Nobody has said it for R06." in one.unsaid[0]


def test_what_two_statements_answer_is_told_in_full_once() -> None:
    both = Decisions((attestation("R03"), attestation("R06")))
    run = decided_by(sample.run([OPEN]), both)
    first, answered, second, again = told(run, step("Safe", "ES01"))["Safe"].stated
    assert ("of R03:" in first, "of R06:" in second) == (True, True)
    assert answered.startswith("It answers: PROD-EU")
    assert again == "It answers ES01 too"


def test_statement_that_lapsed_does_not_count_and_is_told() -> None:
    for change, why in (
        ({"until": sample.NOW - timedelta(days=1)}, "Expired"),
        ({"flaw": "The document is another one."}, "The document is another one."),
    ):
        by = replace(attestation("ES01"), **change)
        one = told(decided(OPEN, by=by), step("Safe", "ES01"))["Safe"]
        assert one.stated == ()
        assert "Maria Huber said so, but" in one.unsaid[0]
        assert why in one.unsaid[0]


def test_failure_that_is_waived_is_shown_as_accepted() -> None:
    failing = finding("RC01/chain", Status.FAIL)
    one = told(decided(failing, by=waiver("RC01")), step("Restore", "RC01"))["Restore"]
    assert one.warnings == ()
    (said,) = one.accepted
    for part in ("chain is so.", "Olaf Otto", "Anna Aigner", "unsigned", "in January"):
        assert part in said


def test_waiver_that_expired_leaves_the_warning() -> None:
    failing = finding("RC01/chain", Status.FAIL)
    over = waiver("RC01", until=sample.NOW - timedelta(days=1))
    one = told(decided(failing, by=over), step("Restore", "RC01"))["Restore"]
    assert (len(one.warnings), one.accepted) == (1, ())


def test_statement_never_counts_for_what_could_not_be_read() -> None:
    unread = finding("ES01/PROD-EU", Status.ERROR, "R03")
    one = told(decided(unread, by=attestation("ES01")), step("Safe", "ES01"))["Safe"]
    assert (len(one.warnings), one.stated) == (1, ())


def test_malformed_entries_are_told_before_anything_is_touched() -> None:
    run = decided_by(sample.run([]), Decisions(troubles=("decisions.yaml:3 has no end.",)))
    assert told(run, step("Restore"))[REST].unsaid == ("decisions.yaml:3 has no end.",)
