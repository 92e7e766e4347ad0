"""The declared destinations of log shipping, and what a check says where there is none."""

from collections.abc import Iterable

from scanner.facts.instances import Database, DatabaseFile
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Subject, Verdict, not_checked
from scanner.recovery.newest import key_of

NONE = "The estate declares no log shipping destination, so there is nothing to look at."


def declared(facts: Facts) -> tuple[Target, ...]:
    """Each once."""
    return tuple(dict.fromkeys(facts.sql(name) for name in facts.group.log_shipping.destinations))


def each_destination(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    """That there must be one is another check's business (LS01)."""
    found = declared(facts)
    return [Subject(one.name, one, one) for one in found] if found else nowhere()


def nowhere() -> Verdict:
    return not_checked(NONE, settle="Declare the destination under log_shipping in the estate.")


def job_databases(facts: Facts) -> tuple[BackupDatabase, ...]:
    """Each database of the backup job once."""
    listed = facts.rows(BackupDatabase, facts.management)
    return tuple({key_of(facts, one.database): one for one in listed}.values())


def to_restore(facts: Facts, on: Target) -> tuple[BackupDatabase, ...]:
    """What a destination must restore: all where it is the only one. Several can share the
    databases between them: then those that are there; whether one is nowhere, LS05 says."""
    return job_databases(facts) if len(declared(facts)) == 1 else waiting_at(facts, on)


def waiting_at(facts: Facts, on: Target) -> tuple[BackupDatabase, ...]:
    """The databases of the backup job that are there, in whatever state."""
    there = {one.name.casefold() for one in facts.rows(Database, on)}
    found = job_databases(facts)
    return tuple(one for one in found if one.database.name.casefold() in there)


def source_servers(facts: Facts) -> tuple[Target, ...]:
    """Every instance that holds a database of the backup job, in the order of their names."""
    listed = facts.rows(BackupDatabase, facts.management)
    return tuple(sorted({facts.management, *(facts.sql(one.database.server) for one in listed)}))


def files_at_the_source(facts: Facts, one: BackupDatabase) -> list[DatabaseFile]:
    """Of a database that is not at the source any more there are none; that is another fault."""
    source, name = facts.sql(one.database.server), one.database.name.casefold()
    found = [file for file in facts.rows(DatabaseFile, source) if file.database.casefold() == name]
    known = any(database.name.casefold() == name for database in facts.rows(Database, source))
    if known and not found:
        gap = Gap(GapReason.UNPARSABLE, f"no file of {one.database.name} is in the answer")
        raise MissingEvidence(gap, f"{source.id}/database_files")
    return found
