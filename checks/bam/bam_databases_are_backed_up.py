"""BAM's archive and star schema are backed up since they last changed.

Why it matters
--------------
The backup job knows BAMPrimaryImport; the archive and the star schema are, in most groups, not in
its sets. Each deployment of a BAM definition changes their tables, each run of a cube's package
moves data into the star schema: an older backup does not fit the BAMPrimaryImport that a restore
brings back.

What is read
------------
bam_Metadata_Properties for where the two databases are; admv_BackupDatabases, which decides whether
the job backs them up; bam_Metadata_Operations and bam_Metadata_AnalysisTasks for the last
deployment and the last run of a cube (UTC); and msdb of their server for full backups. A backup
may be older than the last run of a cube, but not than that and than `max_age` alike.

How to fix
----------
Back up the databases with SQL Server itself after each deployment and after the cubes were
processed, when no BAM package runs. Or add them to the backup job as custom databases.

Reference: How to Back Up the BAM Analysis and Tracking Analysis Server Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-analysis-and-tracking-analysis-server-databases
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.bam.stores import NEEDS, Store, fulls, record_begins, the_stores, to_look_at
from checks.wording import when
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.bam_stores import STAR_SCHEMA


@dataclass(frozen=True)
class Limits:
    """A day between two runs of a cube, and two hours for the backup itself."""

    max_age: timedelta = timedelta(hours=26)


@check(
    id="BA01",
    title="BAM's archive and star schema are backed up",
    rows=("B06",),
    severity=Severity.HIGH,
    needs=NEEDS,
    subjects=the_stores,
    limits=Limits,
)
def bam_databases_are_backed_up(subject: Subject[Store], facts: Facts, limits: Limits) -> Verdict:
    store, usage = subject.about, subject.about.usage
    database = to_look_at(store)
    if isinstance(database, Verdict):
        return database
    fix = f"Back up {database.name} on {database.server} now, while no BAM package runs."
    backups = fulls(facts, database)
    if not backups:
        return _none(store, database, facts, fix)
    newest = backups[-1]
    age = facts.age(newest.finished, facts.sql(database.server))
    told = f"The newest full backup of {database.name} ended {when(newest.finished)}"
    if usage.changed and newest.started < usage.changed:
        sentence = f"{told}, but BAM was changed after it began, {when(usage.changed)}."
        return fails(sentence, newest, usage, fix=fix)
    ran = usage.cube_ended if store.role == STAR_SCHEMA else None
    if ran and newest.started < ran and age > limits.max_age:
        sentence = f"{told}, {say(age)} ago, before the last run of a cube, {when(ran)}"
        return fails(f"{sentence}; limit {say(limits.max_age)}.", newest, usage, fix=fix)
    return passes(f"{told}, after BAM was last changed.", newest, usage)


def _none(store: Store, database: DatabaseRef, facts: Facts, fix: str) -> Verdict:
    """Without a change since msdb's record begins, an older backup may well be enough."""
    begins = record_begins(facts, database)
    newest = max(
        (one for one in (store.usage.changed, store.usage.cube_ended) if one), default=None
    )
    sentence = f"msdb of {database.server} shows no full backup of {database.name}"
    if begins and newest and newest < begins:
        return not_checked(
            f"{sentence} since {when(begins)}, where what was read of it begins; BAM was last "
            f"changed before that, {when(newest)}.",
            store.usage,
            settle=f"Show a full backup of {database.name} newer than that, or make one.",
        )
    return fails(f"{sentence}, and the backup job does not list it.", store.usage, fix=fix)
