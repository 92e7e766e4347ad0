"""The packages that BAM made for its cubes and archives are backed up since the last deployment.

Why it matters
--------------
Each deployment writes Integration Services packages: one for a cube (BAM_AN_*), one for an
activity's data maintenance (BAM_DM_*). They are not in BAM's own databases. Without them cubes are
no longer processed and BAMPrimaryImport grows without end after a restore.

What is read
------------
msdb of the instance that holds BAMPrimaryImport: whether it holds such packages, and its own full
backups. bam_Metadata_Operations for the last deployment (UTC). Without packages in msdb, whether
that instance has the catalogue SSISDB, where BizTalk Server 2020 and later keep them, and its full
backups; what is in it is not read, and whether its master key was saved a person must say. Of
another instance nothing is read for this.

How to fix
----------
Back up msdb after each deployment of BAM. Where the packages are in SSISDB, back up SSISDB and its
master key.

Reference: Backing Up and Restoring BAM, https://learn.microsoft.com/en-us/biztalk/core/backing-up-and-restoring-bam
"""

from collections.abc import Iterable
from dataclasses import dataclass

from checks.bam.stores import fulls, record_begins
from checks.wording import count, when
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.bam import BamPackages, BamUsage
from scanner.facts.instances import Database
from scanner.facts.topology import BizTalkGroup, DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.status import Severity, Status

MSDB, SSISDB = "msdb", "ssisdb"


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
    rows=("B06", "R02"),
    severity=Severity.MEDIUM,
    needs=(BamPackages, BamUsage, BizTalkGroup, Database, RecordedBackup),
    subjects=_packages,
)
def bam_packages_are_backed_up(
    subject: Subject[Packages], facts: Facts, _limits: NoLimits
) -> Verdict:
    msdb, usage = subject.about.msdb, subject.about.usage
    on = facts.sql(msdb.server)
    packages = facts.one(BamPackages, on)
    if packages.in_msdb:
        held = f"msdb of {on.name}, which holds {count(packages.in_msdb, 'package')} of BAM,"
        return _backed_up(msdb, held, usage, packages, facts)
    catalogue = _catalogue(facts, on)
    if catalogue is None:
        return not_checked(
            f"msdb of {on.name} holds no package of BAM, and there is no SSISDB.",
            packages,
            settle="Show a backup of where the packages are, with the key of SSISDB if it is that.",
        )
    held = f"SSISDB of {on.name}, where BizTalk Server 2020 and later keep BAM's packages,"
    ssisdb = DatabaseRef(msdb.server, catalogue.name)
    verdict = _backed_up(ssisdb, held, usage, packages, facts)
    if verdict.status is not Status.PASS:
        return verdict
    return not_checked(
        f"{verdict.message} Whether the password of its master key is kept, no machine can tell.",
        *verdict.cites,
        settle=(
            "Say in an attestation where the backup of SSISDB's master key (BACKUP MASTER KEY) or "
            "the password of the catalogue is kept."
        ),
    )


def _catalogue(facts: Facts, on: Target) -> Database | None:
    known = facts.rows(Database, on)
    return next((one for one in known if one.name.casefold() == SSISDB), None)


def _backed_up(
    database: DatabaseRef, held: str, usage: BamUsage, packages: BamPackages, facts: Facts
) -> Verdict:
    """Since the last deployment, by a full backup on record."""
    on, changed = facts.sql(database.server), usage.changed
    fix = f"Back up {database.name} on {on.name} now, and after each deployment of BAM."
    newest = max(fulls(facts, database), key=lambda one: one.started, default=None)
    if newest is None:
        begins = record_begins(facts, database)
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
