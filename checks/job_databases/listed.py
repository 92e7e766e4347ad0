"""The databases that the backup job must back up, and what is known of each."""

from collections.abc import Iterator
from typing import TypeAlias

from scanner.facts.backup_surroundings import JobDatabase
from scanner.facts.instances import Database
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason
from scanner.model.finding import Subject, Verdict, fails
from scanner.recovery.newest import key_of

NEEDS = (BackupDatabase, Database, JobDatabase)
DatabaseSubject: TypeAlias = Subject[BackupDatabase]


def each_database(facts: Facts) -> Iterator[DatabaseSubject]:
    """Every database of admv_BackupDatabases, once."""
    expected = facts.rows(BackupDatabase, facts.management)
    for one in {key_of(facts, one.database): one for one in expected}.values():
        server = facts.sql(one.database.server)
        yield Subject(f"{server.name}/{one.database.name}", one, server)


def present(subject: DatabaseSubject, facts: Facts) -> Database | None:
    """Its row in sys.databases; None when the server has no such database."""
    wanted = subject.about.database
    rows = facts.rows(Database, facts.sql(wanted.server))
    return next((one for one in rows if one.name.casefold() == wanted.name.casefold()), None)


def gone(subject: DatabaseSubject) -> Verdict:
    wanted = subject.about.database
    return fails(
        f"{wanted.name} is listed for backup, but {wanted.server} has no such database.",
        subject.about,
        fix=f"Correct or remove {wanted.name} on {wanted.server} where the group lists it.",
    )


def readiness(subject: DatabaseSubject, facts: Facts) -> JobDatabase:
    wanted, on = subject.about.database, facts.sql(subject.about.database.server)
    for one in facts.rows(JobDatabase, on):
        if one.name.casefold() == wanted.name.casefold():
            return one
    gap = Gap(GapReason.NOT_COLLECTED, f"{wanted.name} is not among the databases that were asked")
    raise MissingEvidence(gap, f"{on.id}/job_databases")


def hidden(one: JobDatabase, facts: Facts, subject: DatabaseSubject) -> MissingEvidence:
    """What is not known of it because our login is no user there, or because it is not open."""
    on = facts.sql(subject.about.database.server)
    detail = f"{one.name} is not open, or the login is no user of it with VIEW DEFINITION"
    return MissingEvidence(Gap(GapReason.DENIED, detail), f"{on.id}/job_databases")
