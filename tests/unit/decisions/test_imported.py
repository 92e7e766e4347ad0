"""What documents state: for their own finding alone, and anew at each judging."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.decisions.counting import counting, rulings
from scanner.decisions.imported import of_people, with_imported
from scanner.decisions.schema import validate
from scanner.model.decision import NO_DECISIONS, Attestation, Decisions, Document, Standing
from scanner.model.finding import Finding, Vouched
from scanner.model.status import Severity, Status
from tests.decided import LATER, NOW, attestation, decisions, waiver

DONE = NOW - timedelta(days=9)
SAID = ("dbatools, imported", "All restored.", r"\\VAULT01\d\r.csv", "ab" * 32)
VOUCHED = Vouched(*SAID, DONE, LATER)


def finding(subject: str, vouched: Vouched | None = None) -> Finding:
    said = ("", ("R01", "B03"), Severity.HIGH, Status.NOT_CHECKED, "said")
    return Finding(f"RD01/{subject}", "RD01", subject, *said, vouched=vouched)


MINE, OTHER = finding("Production", VOUCHED), finding("another")
NEIGHBOUR = replace(MINE, id="RD02/Production", check="RD02", vouched=None)


def imported(held: Decisions = NO_DECISIONS) -> Decisions:
    return with_imported(held, [MINE, OTHER, NEIGHBOUR], "Production")


def test_a_vouched_finding_becomes_a_statement_that_says_whence() -> None:
    (one,) = imported().attestations
    assert (one.imported, one.about, one.group) == (True, MINE.id, "Production")
    assert (one.by, one.statement, one.document) == (*SAID[:2], Document(*SAID[2:]))
    assert (one.entered.at, one.entered.account, one.entered.host) == (DONE, "", "")


def test_it_weighs_for_its_own_finding_and_for_nothing_else() -> None:
    held = counting(imported(), NOW)
    assert held.attests("R01", MINE)
    assert not held.attests("R01")
    assert not held.attests("R01", OTHER)
    assert not held.attests("R01", NEIGHBOUR)


@pytest.mark.parametrize("status", [Status.FAIL, Status.ERROR, Status.PASS])
def test_it_weighs_for_no_other_status(status: Status) -> None:
    judged = replace(MINE, status=status)
    assert with_imported(NO_DECISIONS, [judged], "Production") == NO_DECISIONS


def test_until_itself_is_too_late() -> None:
    last = LATER - timedelta(microseconds=1)
    assert counting(imported(), last).attestations
    assert not counting(imported(), LATER).attestations
    assert not counting(imported(), DONE - timedelta(microseconds=1)).attestations


def test_judged_again_it_is_not_doubled_and_never_outlives_its_document() -> None:
    stated = decisions(attestation("B03"), waiver())
    once = imported(stated)
    assert imported(once) == once
    assert with_imported(once, [OTHER], "Production") == stated == of_people(once)


def test_its_ruling_names_the_finding() -> None:
    (one,) = rulings(imported(), [MINE, OTHER, NEIGHBOUR], ["R01"], NOW)
    assert (one.standing, one.findings, one.rows) == (Standing.COUNTS, (MINE.id,), ("R01",))


def test_no_file_can_hold_one() -> None:
    (one,) = imported().attestations
    assert isinstance(one, Attestation)
    entry = {
        "kind": "attestation",
        "id": "A-1",
        "group": "Production",
        "about": "RD01",
        "by": "M",
        "statement": "S",
        "entered": {"at": "2026-11-12T05:00:00Z", "account": "a", "host": "h"},
        "until": "2027-02-10T05:00:00Z",
    }
    assert validate(entry)[1] == []
    assert validate(entry | {"id": one.id})[1]
    assert validate(entry | {"imported": True})[1]
