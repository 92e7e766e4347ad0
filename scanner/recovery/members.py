"""Databases of the backup job that availability groups hold, and with which replicas."""

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.facts.availability import AvailabilityReplica
from scanner.facts.instances import Database
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target
from scanner.recovery.backup_job import replicas_of
from scanner.recovery.newest import key_of

NEEDS = (AvailabilityReplica, BackupDatabase, Database)


@dataclass(frozen=True)
class Member:
    """A database of the job in a group; `registered` is how admv_BackupDatabases names it.

    `fact` is None and `gap` says why where its server does not tell whether it is in one.
    """

    on: Target
    registered: DatabaseRef
    fact: Database | None
    replicas: tuple[AvailabilityReplica, ...] = ()
    gap: Gap | None = None
    reading: str = ""

    @property
    def group(self) -> str:
        return self.replicas[0].group if self.replicas else ""

    def require(self) -> None:
        """Raises MissingEvidence where it is not known whether it is a member at all."""
        if self.gap:
            raise MissingEvidence(self.gap, self.reading)


def members(facts: Facts) -> Iterator[Member]:
    """Each once; one whose server was not read is no reason to say nothing of the others."""
    for ref in expected(facts):
        try:
            yield from _member(facts, ref)
        except MissingEvidence as missing:
            on = facts.sql(ref.server)
            yield Member(on, ref, None, gap=missing.gap, reading=missing.reading)


def expected(facts: Facts) -> tuple[DatabaseRef, ...]:
    """What the job must back up, each once."""
    rows = facts.rows(BackupDatabase, facts.management)
    return tuple({key_of(facts, one.database): one.database for one in rows}.values())


def present(facts: Facts, ref: DatabaseRef, on: Target | None = None) -> Iterator[Database]:
    """Its row in sys.databases of its server, or of another one."""
    name = ref.name.casefold()
    rows = facts.rows(Database, on or facts.sql(ref.server))
    return (one for one in rows if one.name.casefold() == name)


def holders(facts: Facts, ref: DatabaseRef) -> tuple[Target, ...]:
    """Its instance; of an availability group every replica that its instance names, for each keeps
    records of its own: without one of them nothing is known of what was done there."""
    home = facts.sql(ref.server)
    others = (one.server for member in _member(facts, ref) for one in member.replicas)
    return tuple(dict.fromkeys((home, *map(facts.sql, others))))


def _member(facts: Facts, ref: DatabaseRef) -> Iterator[Member]:
    on = facts.sql(ref.server)
    for fact in present(facts, ref):
        if not fact.availability_group_replica:
            continue
        replicas = replicas_of(facts, on, ref.name)
        if not replicas:
            detail = f"{on.name} says that {ref.name} is a replica, but lists no group of it"
            raise MissingEvidence(
                Gap(GapReason.UNPARSABLE, detail), f"{on.id}/availability_replicas"
            )
        yield Member(on, ref, fact, replicas)
