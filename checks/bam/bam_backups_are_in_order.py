"""BAM's databases were backed up in the order that Microsoft documents.

Why it matters
--------------
Data goes one way: from BAMPrimaryImport into the archive, into the star schema and into the cubes.
Backups taken against that order hold rows that an earlier stage does not, and after a restore the
stages contradict each other. The documented order is: the backup job; the data maintenance
packages, with the archive's backup inside them; the Analysis Services database; the star schema.

What is read
------------
msdb for the newest full backup of the star schema, for full backups of the archive and for the
job's backups of BAMPrimaryImport; the declared locations of Analysis Services backups for files
.abf and when they were written; bam_Metadata_Operations for the last deployment (UTC). Each
earlier stage needs a backup since that deployment which ended before the star schema's began.
Databases that the backup job has in its sets are left out: they are restored to one mark.

How to fix
----------
Let one job do it, in the documented order, after the backup job has run and while no other BAM
package runs.

Reference: How to Back Up the BAM Analysis and Tracking Analysis Server Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-analysis-and-tracking-analysis-server-databases
"""

from collections.abc import Iterable
from datetime import datetime

from checks.bam.cube_backups import cube_backups, cube_places
from checks.bam.stores import NEEDS, Store, fulls, stores_of, the_stores, to_look_at
from checks.wording import listed, when
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.topology import BamProperty, DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.bam_stores import ANALYSIS, ARCHIVE, STAR_SCHEMA, databases

BY_JOB = frozenset({"D", "L"})


def _star_schema(facts: Facts) -> Iterable[Subject[Store]] | Verdict:
    return stores_of(facts, STAR_SCHEMA, "BAM has no star schema to be backed up.")


@check(
    id="BA07",
    title="BAM's databases were backed up in the documented order",
    rows=("B06",),
    severity=Severity.LOW,
    needs=(*NEEDS, StoredFile),
    subjects=_star_schema,
)
def bam_backups_are_in_order(subject: Subject[Store], facts: Facts, _limits: NoLimits) -> Verdict:
    store = subject.about
    database = to_look_at(store)
    if isinstance(database, Verdict):
        return database
    fix = "Back up the archive, then the Analysis Services database, then the star schema."
    backups = fulls(facts, database)
    if not backups:
        sentence = f"msdb of {database.server} shows no full backup of {database.name} at all."
        return fails(sentence, store.usage, fix=fix)
    newest = backups[-1]
    missing = [name for name, ends in _before(store, facts) if not _one_fits(ends, newest, store)]
    told = f"the newest full backup of {database.name}, {when(newest.started)}"
    if missing:
        sentence = f"No backup of {listed(missing)} since BAM was last changed was done before"
        return fails(f"{sentence} {told}.", newest, store.usage, fix=fix)
    cubes = _cubes(store, facts)
    if cubes and not cube_places(facts, cubes):
        return not_checked(
            f"Whether {cubes.name} was backed up before {told}, is not known.",
            newest,
            settle=f"Declare where the .abf files of {cubes.name} are kept (bam_analysis).",
        )
    return passes(f"Every earlier stage of BAM was backed up before {told}.", newest, store.usage)


def _before(store: Store, facts: Facts) -> Iterable[tuple[str, list[datetime]]]:
    """What goes before the star schema, with the ends of its backups."""
    bam = store.bam
    recorded = facts.rows(RecordedBackup, facts.sql(bam.server))
    yield bam.name, [one.finished for one in recorded if _is_of_job(one, bam)]
    for one in _archive(facts):
        yield one.name, [backup.finished for backup in fulls(facts, one)]
    cubes = _cubes(store, facts)
    if cubes and cube_places(facts, cubes):
        yield cubes.name, [file.written for file in cube_backups(facts, cubes) if file.written]


def _is_of_job(one: RecordedBackup, bam: DatabaseRef) -> bool:
    return one.type in BY_JOB and one.database.casefold() == bam.name.casefold()


def _archive(facts: Facts) -> list[DatabaseRef]:
    """Where it is known and the job does not have it; BA01 says where it is not known."""
    stores = the_stores(facts)
    known = () if isinstance(stores, Verdict) else stores
    mine = (one.about for one in known if one.about.role == ARCHIVE)
    return [one.database for one in mine if one.database and not one.by_job]


def _cubes(store: Store, facts: Facts) -> DatabaseRef | None:
    if not store.usage.olap_cubes:
        return None
    return databases(facts.rows(BamProperty, facts.sql(store.bam.server))).get(ANALYSIS)


def _one_fits(ends: Iterable[datetime], newest: RecordedBackup, store: Store) -> bool:
    changed = store.usage.changed
    return any(one <= newest.started and (changed is None or one >= changed) for one in ends)
