"""What the replicas of an availability group recorded, each for itself, is one history."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from scanner.facts.availability import AvailabilityReplica
from scanner.facts.backup_chain import ChainBackup, LogMark
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Database
from scanner.model.check import MissingEvidence
from scanner.model.names import bare_name
from scanner.recovery.analysis import NEEDS, Recovery, analyse
from tests import make
from tests.recovery_oracle.evidence import facts_of
from tests.recovery_oracle.scripts import Event, played
from tests.recovery_oracle.world import Layout

HERE, THERE = "SQL01", "SQL03"
LOG: Event = ("log", 9, 0)
FAILOVER = 4  # the first set that the other replica made


def alone() -> make.HandFacts:
    """A full set and five log sets."""
    return facts_of(played(Layout((HERE, HERE)), (LOG, LOG, LOG, LOG)))


def failed_over() -> make.HandFacts:
    """The same sets, the last ones made and recorded by the other replica."""
    facts = alone()
    held = [fact for one in facts.held if one.target.name == HERE for fact in one.facts]
    elsewhere = [one for one in facts.held if one.target.name != HERE]
    rows = [one for one in held if isinstance(one, BackupHistoryRow) and one.set_id >= FAILOVER]
    later = {bare_name(one.file_name) for one in rows} | {one.mark for one in rows}
    moved = [one for one in held if _name(one) in later]
    names = sorted(one.name for one in held if isinstance(one, Database))
    shared = [make.database(name, availability_group_replica=True) for name in names]
    stay = [one for one in held if one not in moved and not isinstance(one, Database)]
    here = make.sql(HERE, *stay, *shared, *_replicas(names))
    made = (replace(one, server=THERE) if isinstance(one, ChainBackup) else one for one in moved)
    there = make.sql(THERE, make.instance(name=THERE, machine=THERE), *shared, *made)
    return replace(facts, held=(here, there, *elsewhere))


def _name(fact: object) -> str | None:
    if isinstance(fact, ChainBackup):
        return bare_name(fact.device)
    return fact.mark if isinstance(fact, LogMark) else None


def _replicas(names: list[str]) -> Iterator[AvailabilityReplica]:
    for name in names:
        for server in (HERE, THERE):
            yield AvailabilityReplica(name, "AG1", server, True, True)


def analysed(facts: make.HandFacts) -> Recovery:
    return analyse(replace(facts, needs=frozenset(NEEDS)))


def test_sets_of_two_replicas_are_one_chain() -> None:
    found, before = analysed(failed_over()), analysed(alone())
    assert (found.breaks, found.tail, found.foreign) == ((), (), ())
    newest, safe = found.base.outcome.newest, found.base.outcome.guaranteed
    assert newest
    assert safe
    assert (newest.log_id, newest.log_count) == (6, 5)
    assert safe.is_proved
    assert before.base.outcome.newest
    assert newest.mark == before.base.outcome.newest.mark


@pytest.mark.parametrize("kind", [ChainBackup, LogMark, Database])
def test_replica_that_was_not_read_is_a_gap(kind: type) -> None:
    """Never a break: what it recorded is not known."""
    facts = failed_over()
    gap = make.gap(kind, make.sql(THERE))
    with pytest.raises(MissingEvidence):
        analysed(replace(facts, held=(*facts.held, gap)))


def test_replica_that_was_not_asked_is_a_gap() -> None:
    facts = failed_over()
    with pytest.raises(MissingEvidence):
        analysed(replace(facts, held=tuple(o for o in facts.held if o.target.name != THERE)))


def test_group_that_names_no_replica_is_a_gap() -> None:
    facts = failed_over()
    held = [
        replace(one, facts=tuple(f for f in one.facts if not isinstance(f, AvailabilityReplica)))
        for one in facts.held
    ]
    with pytest.raises(MissingEvidence, match="lists no group of it"):
        analysed(replace(facts, held=tuple(held)))
