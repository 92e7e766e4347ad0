"""Hand-made runs with decisions: all that people can have said of a neglected group."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from scanner.decisions.counting import counting, rulings
from scanner.decisions.imported import with_imported
from scanner.model.decision import (
    Attestation,
    DecisionFile,
    Decisions,
    Document,
    Entered,
    Waiver,
)
from scanner.model.finding import Finding, Vouched
from scanner.model.run import Run
from scanner.model.status import Status
from scanner.rollup import row_result, verdict
from tests.reports import sample

ENTERED = Entered(sample.NOW - timedelta(days=30), "CORP\\huber", "ADMIN01")
SOON = sample.NOW + timedelta(days=60)
DIGEST = sha256(b"decisions").hexdigest()


def attestation(about: str, statement: str = "Seen and in order.", **more: object) -> Attestation:
    made = Attestation(
        f"A-{sha256(about.encode()).hexdigest()[:8]}",
        "PROD-EU",
        about,
        "Maria Huber",
        statement,
        ENTERED,
        SOON,
        place="decisions.yaml:5",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name, checked by replace


def waiver(about: str, **more: object) -> Waiver:
    made = Waiver(
        f"W-{sha256(about.encode()).hexdigest()[:8]}",
        "PROD-EU",
        about,
        "Olaf Otto",
        "Anna Aigner",
        "The vault is built in January.",
        ENTERED,
        SOON,
        place="decisions.yaml:17",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name, checked by replace


def decided_by(run: Run, decisions: Decisions) -> Run:
    """The run as it is judged under these decisions."""
    held = counting(decisions, run.as_of)
    scope = [row.control.id for row in run.rows if row.in_scope]
    rows = tuple(row_result(row.control, run.findings, row.in_scope, held) for row in run.rows)
    said, sentence = verdict(rows, run.findings, held)
    without = verdict(rows, run.findings, replace(held, waivers=()))
    return replace(
        run,
        rows=rows,
        verdict=said,
        verdict_sentence=sentence,
        decisions=decisions,
        rulings=rulings(decisions, run.findings, scope, run.as_of),
        unwaived=without[0],
        unwaived_sentence=without[1],
    )


def mixed() -> Run:
    """Attested, waived, expired, changed, without effect, malformed; and some still waiting."""
    paper = Document("drills/2026-10.pdf", sha256(b"drill").hexdigest())
    stated = (
        attestation("B03", "All five databases restored on SQLDR01.", document=paper),
        attestation("BP01/BTS02"),
        attestation("R01", until=sample.NOW - timedelta(days=1)),
        attestation("R02", flaw="Its document drills/bam.pdf was changed since; state it anew."),
        attestation("LS01"),
    )
    accepted = (waiver("MS01/SSO01"), waiver("BJ02/another job"))
    told = ("decisions.yaml:31: [4].until: '2027-02-10' has no zone; it does not count.",)
    files = (DecisionFile("decisions.yaml", DIGEST),)
    return decided_by(sample.neglected(), Decisions(stated, accepted, told, files))


def with_exceptions() -> Run:
    """Ready but for one waived failure: every other row is proved or attested."""
    failed = "Two copies are wanted; one lies on another machine."
    findings = [
        replace(one, status=Status.FAIL, message=failed) if one.check == "MS01" else one
        for one in sample.sound_findings()
    ]
    stated = tuple(attestation(row) for row in sample.TITLES if row not in sample.SCOPE)
    held = Decisions(stated, (waiver("MS01/SSO01"),), (), (DecisionFile("decisions.yaml", DIGEST),))
    return decided_by(sample.run(findings), held)


def imported() -> Run:
    """A document vouches for a finding of a group in which everything else is well."""
    done, path = sample.NOW - timedelta(days=30), r"\\VAULT01\drills\Test-DbaLastBackup.csv"
    said = ("dbatools Test-DbaLastBackup, imported", "All five databases were restored.")
    vouched = Vouched(*said, path, sha256(b"drill").hexdigest(), done, SOON)
    findings = [
        replace(one, status=Status.NOT_CHECKED, message="No mark.", vouched=vouched)
        if one.check == "MS01"
        else one
        for one in sample.sound_findings()
    ]
    run = sample.run(findings)
    return decided_by(run, with_imported(Decisions(), run.findings, run.group))


def stated(findings: Sequence[Finding], *attestations: Attestation) -> Run:
    return decided_by(sample.run(findings), Decisions(attestations))


def hostile() -> Run:
    """Every field of a decision as a file could hold it."""
    made = tuple(
        attestation("B03", text, id=f"A-{number}", by=text, place=text)
        for number, text in enumerate(sample.HOSTILE)
    )
    return decided_by(sample.hostile(), Decisions(made, (), sample.HOSTILE))
