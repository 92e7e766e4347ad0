"""A file of the Tracking Analysis database is on another machine, where a group has one.

Why it matters
--------------
Groups that were upgraded from old versions may still have the Tracking Analysis database. It is one
of Analysis Services: neither the backup job nor SQL Server can back it up, and its cubes hold what
the tracking database has purged since.

What is read
------------
adm_Group for the database's name and server; and the declared locations that hold Analysis
Services backups: files .abf with the database's name in theirs. No other reader asks Analysis
Services; what is in the file is not looked at.

How to fix
----------
Back up the database in SQL Server Management Studio, connected to Analysis Services. Copy the file
to another machine, and declare its folder under `locations` with `holds: [bam_analysis]`.

Reference: How to Back Up the BAM Analysis and Tracking Analysis Server Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-analysis-and-tracking-analysis-server-databases
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from checks.bam.cube_backups import newest_kept
from checks.wording import when
from scanner.facts.backup_files import StoredFile
from scanner.facts.bam import TrackingAnalysis
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.finding import Subject, Verdict, fails, not_applicable, passes
from scanner.model.status import Severity


@dataclass(frozen=True)
class Limits:
    """Nothing tells when its cubes were last processed."""

    max_age: timedelta = timedelta(days=31)


def _database(facts: Facts) -> Iterable[Subject[DatabaseRef]] | Verdict:
    found = facts.one(TrackingAnalysis, facts.management)
    if found.database is None:
        return not_applicable("adm_Group names no Tracking Analysis database.", found)
    name = f"{found.database.server}/{found.database.name}"
    return [Subject(name, found.database, facts.management)]


@check(
    id="BA08",
    title="The Tracking Analysis database is backed up",
    rows=("B06",),
    severity=Severity.LOW,
    needs=(StoredFile, TrackingAnalysis),
    subjects=_database,
    limits=Limits,
)
def tracking_analysis_is_backed_up(
    subject: Subject[DatabaseRef], facts: Facts, limits: Limits
) -> Verdict:
    database = subject.about
    kept = newest_kept(facts, database, facts.one(TrackingAnalysis, facts.management))
    if isinstance(kept, Verdict):
        return kept
    newest, written, fix = kept.file, kept.written, kept.fix
    age = facts.age(written, facts.management)
    told = (
        f"{newest.path}, the newest backup of {database.name}, was written {when(written)}, "
        f"{say(age)} ago; limit {say(limits.max_age)}."
    )
    return passes(told, newest) if age <= limits.max_age else fails(told, newest, fix=fix)
