"""Statements that documents make: read in a finding, they stand beside those of people. Pure.

They are derived anew from the findings of each judging, so one of an earlier run never stays.
"""

from collections.abc import Iterable
from dataclasses import replace

from scanner.model.decision import Attestation, Decisions, Document, Entered
from scanner.model.finding import Finding, Vouched
from scanner.model.status import Status


def with_imported(decisions: Decisions, findings: Iterable[Finding], group: str) -> Decisions:
    """The decisions of people, and what the findings' documents state today."""
    people = of_people(decisions)
    made = (
        _statement(one, one.vouched, group)
        for one in findings
        if one.vouched and one.status is Status.NOT_CHECKED
    )
    return replace(people, attestations=(*people.attestations, *made))


def of_people(decisions: Decisions) -> Decisions:
    """Without what documents stated in the run that the decisions were kept in."""
    stated = tuple(one for one in decisions.attestations if not one.imported)
    return replace(decisions, attestations=stated)


def _statement(finding: Finding, vouched: Vouched, group: str) -> Attestation:
    """About this finding alone; nobody entered it, and its name is none that a file can hold."""
    return Attestation(
        id=f"document:{finding.short}",
        group=group,
        about=finding.id,
        by=vouched.by,
        statement=vouched.statement,
        entered=Entered(vouched.at, "", ""),
        until=vouched.until,
        document=Document(vouched.path, vouched.sha256),
        place=vouched.path,
        imported=True,
    )
