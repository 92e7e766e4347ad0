"""No BAM package ran while BAM's databases were backed up.

Why it matters
--------------
A cube's package moves data from BAMPrimaryImport into the star schema and processes the cube; a
data maintenance package moves data into the archive. A backup taken in between holds one half of
that move: after a restore rows are counted twice, or not at all.

What is read
------------
bam_Metadata_AnalysisTasks: begin and end of the last run of a cube's package (UTC); and msdb for
begin and end of the newest full backup of the archive and of the star schema. For the star schema
also bam_Metadata_Partitions: when a data maintenance package last dropped archived data (the
archive itself is backed up inside that package). Of earlier runs BAM keeps no record. Databases
that the backup job has in its sets are left out: all of them are restored to one mark.

How to fix
----------
Schedule the backups after the BAM packages have ended, and back the databases up again now.

Reference: How to Back Up the BAM Analysis and Tracking Analysis Server Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-analysis-and-tracking-analysis-server-databases
"""

from datetime import datetime

from checks.bam.stores import NEEDS, Store, fulls, the_stores, to_look_at
from checks.wording import when
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.bam import BamUsage
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.bam_stores import STAR_SCHEMA


@check(
    id="BA05",
    title="No BAM package ran during the BAM backups",
    rows=("B06",),
    severity=Severity.MEDIUM,
    needs=NEEDS,
    subjects=the_stores,
)
def no_cube_ran_during_backups(subject: Subject[Store], facts: Facts, _limits: NoLimits) -> Verdict:
    store, usage = subject.about, subject.about.usage
    database = to_look_at(store)
    if isinstance(database, Verdict):
        return database
    backups = fulls(facts, database)
    fix = f"Back up {database.name} on {database.server} again, while no BAM package runs."
    if not backups:
        sentence = f"msdb of {database.server} shows no full backup of {database.name} at all."
        return fails(sentence, usage, fix=fix)
    newest = backups[-1]
    told = f"the newest full backup of {database.name}, {when(newest.started)}"
    ended = _end(usage)
    if store.role == STAR_SCHEMA and _within(usage.archived, newest):
        sentence = f"A data maintenance package dropped archived data from {store.bam.name} during"
        return fails(f"{sentence} {told}.", newest, usage, fix=fix)
    if usage.cube_started is None:
        return passes(f"No package of a cube has ever run, so none during {told}.", newest, usage)
    if usage.cube_started <= newest.finished and (ended is None or ended >= newest.started):
        until = f"until {when(ended)}" if ended else "and has not ended"
        sentence = f"The package of a cube ran from {when(usage.cube_started)} {until}, during"
        return fails(f"{sentence} {told}.", newest, usage, fix=fix)
    return passes(f"The last run of a cube's package was not during {told}.", newest, usage)


def _within(moment: datetime | None, backup: RecordedBackup) -> bool:
    return moment is not None and backup.started <= moment <= backup.finished


def _end(usage: BamUsage) -> datetime | None:
    """None while the run that began last has not ended."""
    begun, ended = usage.cube_started, usage.cube_ended
    return ended if begun and ended and ended >= begun else None
