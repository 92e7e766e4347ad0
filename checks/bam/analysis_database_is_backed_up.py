"""A file of BAM's Analysis Services database, made since the cubes changed, is on another machine.

Why it matters
--------------
BAMAnalysis is a database of Analysis Services: neither the backup job nor SQL Server can back it
up. Its cubes can be processed anew only from what the star schema still holds.

What is read
------------
bam_Metadata_Properties for the database's name and server; bam_Metadata_Operations and
bam_Metadata_AnalysisTasks for the last deployment and the last run of a cube (UTC); and the
declared locations that hold Analysis Services backups: files .abf with the database's name in
theirs. No other reader asks Analysis Services; what is in the file is not looked at.

How to fix
----------
Back up the database in SQL Server Management Studio, connected to Analysis Services, after each
deployment and after the cubes were processed. Copy the file to another machine, and declare its
folder under `locations` with `holds: [bam_analysis]`.

Reference: How to Back Up the BAM Analysis and Tracking Analysis Server Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-analysis-and-tracking-analysis-server-databases
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from checks.bam.cube_backups import newest_kept
from checks.bam.stores import WHERE
from checks.wording import when
from scanner.facts.backup_files import StoredFile
from scanner.facts.bam import BamUsage
from scanner.facts.topology import BamProperty, BizTalkGroup, DatabaseRef
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.bam_stores import ANALYSIS, databases


@dataclass(frozen=True)
class Limits:
    """A day between two runs of a cube, and two hours for the backup itself."""

    max_age: timedelta = timedelta(hours=26)


@dataclass(frozen=True)
class Cubes:
    database: DatabaseRef | None
    bam: DatabaseRef
    usage: BamUsage


def _analysis(facts: Facts) -> Iterable[Subject[Cubes]] | Verdict:
    group = facts.one(BizTalkGroup, facts.management)
    if group.bam is None:
        return not_applicable("adm_Group names no BAM database.", group)
    on = facts.sql(group.bam.server)
    usage = facts.one(BamUsage, on)
    database = databases(facts.rows(BamProperty, on)).get(ANALYSIS)
    if database is None and not usage.olap_cubes:
        return not_applicable("BAM has no cube in Analysis Services.", usage)
    name = f"{database.server}/{database.name}" if database else "BAM analysis"
    return [Subject(name, Cubes(database, group.bam, usage), on)]


@check(
    id="BA03",
    title="BAM's Analysis Services database is backed up",
    rows=("B06",),
    severity=Severity.MEDIUM,
    needs=(BamProperty, BamUsage, BizTalkGroup, StoredFile),
    subjects=_analysis,
    limits=Limits,
)
def analysis_database_is_backed_up(
    subject: Subject[Cubes], facts: Facts, limits: Limits
) -> Verdict:
    database, usage = subject.about.database, subject.about.usage
    if database is None:
        said = "BAM has cubes in Analysis Services, but its properties name no database."
        return not_checked(said, usage, settle=WHERE)
    kept = newest_kept(facts, database, usage)
    if isinstance(kept, Verdict):
        return kept
    newest, written, fix = kept.file, kept.written, kept.fix
    age = facts.age(written, facts.sql(subject.about.bam.server))
    told = f"{newest.path}, the newest backup of {database.name}, was written"
    told = f"{told} {when(written)}, {say(age)} ago"
    if usage.changed and written < usage.changed:
        return fails(f"{told}; BAM was changed {when(usage.changed)}.", newest, usage, fix=fix)
    ran = usage.cube_ended
    if ran and written < ran and age > limits.max_age:
        late = f"before the last run of a cube, {when(ran)}; limit {say(limits.max_age)}."
        return fails(f"{told}, {late}", newest, usage, fix=fix)
    return passes(f"{told}, after BAM was last changed.", newest, usage)
