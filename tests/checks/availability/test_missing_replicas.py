"""The first law where there is an availability group: a gap on one replica hides nothing."""

from dataclasses import replace

import pytest

from checks.registry import all_checks
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.evidence import Target
from scanner.model.status import Status
from tests import availability, make
from tests.availability import DTC, LISTENER, LISTENING, NO_DTC, SHARED, replica, replicas, shared
from tests.encryption import ENCRYPTED, ENCRYPTED_BACKUP, certificate

GROUP = make.group(aliases={LISTENER: "SQL01"})
MINE = [one for one in all_checks() if one.id.startswith("AG")]
LISTED = (make.backup_database(), make.backup_database(DatabaseRef(LISTENER, "SSODB")))
BOTH = (SHARED, shared("SSODB"))
LOCKED = (ENCRYPTED, ENCRYPTED_BACKUP, certificate())
Group = tuple[make.Held, ...]

SOUND: Group = (
    make.sql(
        "SQL01",
        *(*LISTED, *BOTH, *replicas(), *replicas("SSODB"), *availability.job()),
        *(make.instance(), DTC, LISTENING, *LOCKED),
    ),
    make.sql("SQL02", *BOTH, *availability.job(), make.instance(name="SQL02"), *LOCKED),
)
LATE = tuple(replica("SQL02", database=one, is_synchronous=False) for one in (m.name for m in BOTH))
NEGLECTED: Group = (
    make.sql(
        "SQL01",
        *(*LISTED, *BOTH, *replicas(), *replicas("SSODB"), *LATE, *availability.job()),
        *(make.instance(), NO_DTC, replace(LISTENING, dns_name="OTHER"), *LOCKED),
    ),
    make.sql("SQL02", *BOTH, make.agent_job(), make.full_step(r"\\FILE02\other")),
    make.sql("SQL02", make.instance(name="SQL02"), *LOCKED[:-1]),
)
KINDS = sorted(
    {(type(fact), held.target) for held in SOUND for fact in held.facts},
    key=lambda pair: (pair[1].id, pair[0].__name__),
)


def judged(held: tuple[make.Held, ...]) -> dict[str, set[Status]]:
    return {check.id: set(_statuses(check.id, make.facts(*held, group=GROUP))) for check in MINE}


def _statuses(check_id: str, given: make.HandFacts) -> set[Status]:
    (check,) = (one for one in MINE if one.id == check_id)
    try:
        return {one.status for one in make.verdicts(check, given).values()}
    except MissingEvidence:
        return {Status.ERROR}


def test_sound_and_neglected() -> None:
    assert all(found == {Status.PASS} for found in judged(SOUND).values())
    assert all(Status.FAIL in found for found in judged(NEGLECTED).values())


@pytest.mark.parametrize(("kind", "target"), KINDS)
def test_a_gap_hides_no_failure(kind: type, target: Target) -> None:
    for found in judged((*NEGLECTED, make.gap(kind, make.Held(target)))).values():
        assert found & {Status.FAIL, Status.ERROR}


@pytest.mark.parametrize(("kind", "target"), KINDS)
def test_a_gap_never_excuses(kind: type, target: Target) -> None:
    for found in judged((*SOUND, make.gap(kind, make.Held(target)))).values():
        assert found <= {Status.PASS, Status.ERROR}
