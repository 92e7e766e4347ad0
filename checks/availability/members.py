"""Which databases of the backup job are in availability groups, and with which replicas."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from scanner.facts.availability import AvailabilityReplica
from scanner.facts.instances import Database
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_applicable, not_checked
from scanner.recovery.backup_job import replicas_of
from scanner.recovery.newest import key_of

NEEDS = (AvailabilityReplica, BackupDatabase, Database)


@dataclass(frozen=True)
class Member:
    """A database of the job in a group; `registered` is how admv_BackupDatabases names it."""

    on: Target
    registered: DatabaseRef
    fact: Database
    replicas: tuple[AvailabilityReplica, ...]

    @property
    def group(self) -> str:
        return self.replicas[0].group if self.replicas else ""


MemberSubject: TypeAlias = Subject[Member]


def members(facts: Facts) -> Iterator[Member]:
    for ref, fact in _databases(facts):
        if fact.availability_group_replica:
            on = facts.sql(ref.server)
            yield Member(on, ref, fact, replicas_of(facts, on, ref.name))


def each_member(facts: Facts) -> Iterable[MemberSubject] | Verdict:
    """Every database of the job that is in an availability group."""
    found = [Subject(f"{one.on.name}/{one.registered.name}", one, one.on) for one in members(facts)]
    return found or no_group(facts)


def no_group(facts: Facts) -> Verdict:
    """Cites every database of the job: none of them has a replica."""
    cited = [fact for _, fact in _databases(facts)]
    return not_applicable("No database of the group is in an availability group.", *cited)


def unknown_group(member: Member) -> Verdict:
    """The database says that it is a replica, but its group is not listed."""
    return not_checked(
        f"{member.registered.name} on {member.on.name} is a replica of a group that the server "
        "does not list.",
        member.fact,
        settle="Ask the server that holds the primary replica for the group's properties.",
    )


def _databases(facts: Facts) -> Iterator[tuple[DatabaseRef, Database]]:
    """Each that the job must back up, where its server has it."""
    expected = facts.rows(BackupDatabase, facts.management)
    for ref in {key_of(facts, one.database): one.database for one in expected}.values():
        for fact in facts.rows(Database, facts.sql(ref.server)):
            if fact.name.casefold() == ref.name.casefold():
                yield ref, fact
