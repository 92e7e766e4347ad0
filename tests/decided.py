"""Decisions for tests: builders with sound defaults, and their YAML."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from scanner.decisions.load import Known
from scanner.model.decision import Attestation, Decisions, Entered, Waiver

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(days=10)
LATER = NOW + timedelta(days=80)
ENTERED = Entered(BEFORE, "CORP\\huber", "ADMIN01")
KNOWN = Known(frozenset({"B03", "B04", "R01"}), frozenset({"BJ02", "DR01"}))


def attestation(about: str = "B03", **changes: Any) -> Attestation:
    plain = Attestation(
        f"A-{about}", "Production", about, "Maria Huber", "We restored it.", ENTERED, LATER
    )
    return replace(plain, **changes)


def waiver(about: str = "BJ02", **changes: Any) -> Waiver:
    people = ("Olaf Otto", "Anna Aigner", "The job moves in spring.")
    plain = Waiver(f"W-{about}", "Production", about, *people, ENTERED, LATER)
    return replace(plain, **changes)


def decisions(*entries: Attestation | Waiver) -> Decisions:
    return Decisions(
        tuple(one for one in entries if isinstance(one, Attestation)),
        tuple(one for one in entries if isinstance(one, Waiver)),
    )


ATTESTED = """\
- kind: attestation
  id: A-1
  group: Production
  about: B03
  by: Maria Huber
  statement: We restored it.
  entered: {at: 2026-11-12T05:00:00Z, account: 'CORP\\huber', host: ADMIN01}
  until: 2027-02-10T05:00:00Z
"""
WAIVED = """\
- kind: waiver
  id: W-1
  group: Production
  about: BJ02/the job
  owner: Olaf Otto
  approver: Anna Aigner
  reason: The job moves in spring.
  entered: {at: 2026-11-12T05:00:00Z, account: 'CORP\\huber', host: ADMIN01}
  until: 2027-02-10T06:00:00+01:00  # the change freeze ends
"""
