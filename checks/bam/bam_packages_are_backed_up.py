"""The packages that BAM made for its cubes and archives are backed up since the last deployment.

Why it matters
--------------
Each deployment writes Integration Services packages: one for a cube (BAM_AN_*), one for an
activity's data maintenance (BAM_DM_*). They are not in BAM's own databases. Without them cubes are
no longer processed and BAMPrimaryImport grows without end after a restore.

What is read
------------
msdb of the instance that holds BAMPrimaryImport: whether it holds such packages, and its own full
backups. bam_Metadata_Operations for the last deployment (UTC). Packages in SSISDB, or on another
instance, are not looked for: then this is not decided.

How to fix
----------
Back up msdb after each deployment of BAM. Where the packages are in SSISDB, back up SSISDB and its
master key.

Reference: Backing Up and Restoring BAM, https://learn.microsoft.com/en-us/biztalk/core/backing-up-and-restoring-bam
"""

from collections.abc import Iterable
from dataclasses import dataclass

from checks.bam.stores import FULL, record_begins
from checks.wording import count, when
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.bam import BamPackages, BamUsage
from scanner.facts.topology import BizTalkGroup, DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.status import Severity

MSDB = "msdb"


@dataclass(frozen=True)
class Packages:
    """`msdb` of the instance of BAMPrimaryImport."""

    msdb: DatabaseRef
    usage: BamUsage


def _packages(facts: Facts) -> Iterable[Subject[Packages]] | Verdict:
    group = facts.one(BizTalkGroup, facts.management)
    if group.bam is None:
        return not_applicable("adm_Group names no BAM database.", group)
    on = facts.sql(group.bam.server)
    usage = facts.one(BamUsage, on)
    if not usage.activities and not usage.cubes:
        return not_applicable("Nothing is deployed in BAM.", usage)
    return [Subject(f"{on.name}/{MSDB}", Packages(DatabaseRef(group.bam.server, MSDB), usage), on)]


@check(
    id="BA06",
    title="BAM's packages are backed up",
    rows=("B06",),
    severity=Severity.MEDIUM,
    needs=(BamPackages, BamUsage, BizTalkGroup, RecordedBackup),
    subjects=_packages,
)
def bam_packages_are_backed_up(
    subject: Subject[Packages], facts: Facts, _limits: NoLimits
) -> Verdict:
    msdb, usage = subject.about.msdb, subject.about.usage
    on = facts.sql(msdb.server)
    packages = facts.one(BamPackages, on)
    if not packages.in_msdb:
        return not_checked(
            f"msdb of {on.name} holds no package of BAM: they are in SSISDB, or elsewhere.",
            packages,
            settle="Show a backup of where the packages are, with the key of SSISDB if it is that.",
        )
    held = f"msdb of {on.name}, which holds {count(packages.in_msdb, 'package')} of BAM,"
    fix = f"Back up msdb on {on.name} now, and after each deployment of BAM."
    known = facts.rows(RecordedBackup, on)
    fulls = [one for one in known if one.type == FULL and one.database.casefold() == MSDB]
    newest = max(fulls, key=lambda one: one.started, default=None)
    changed = usage.changed
    if newest is None:
        begins = record_begins(facts, msdb)
        if begins and changed and changed < begins:
            return not_checked(
                f"{held} has no full backup since {when(begins)}; BAM was changed before that.",
                packages,
                usage,
                settle=f"Show a full backup newer than {when(changed)}, or make one.",
            )
        return fails(f"{held} has no full backup on record.", packages, usage, fix=fix)
    told = f"{held} was last backed up {when(newest.started)}"
    if changed and newest.started < changed:
        sentence = f"{told}, but BAM was changed {when(changed)}."
        return fails(sentence, newest, packages, usage, fix=fix)
    return passes(f"{told}, after BAM was last changed.", newest, packages, usage)
