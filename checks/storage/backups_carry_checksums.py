"""The full backups carry checksums.

Why it matters
--------------
With checksums a backup that was damaged on its way or on its disk is found by RESTORE VERIFYONLY,
and by a restore as soon as it reads the damaged place; and pages that are torn in the database are
found while they are backed up. Without them the damage is found when the database is used.

What is read
------------
For every database that the job must back up: has_backup_checksums of its newest full backup (msdb).
BizTalk's procedures do not ask for checksums, so this is an improvement and no repair.

How to fix
----------
Set the instance's option `backup checksum default` to 1 (SQL Server 2014 and later).

Reference: Backup Checksum Default Server Configuration Option, https://learn.microsoft.com/en-us/sql/database-engine/configure-windows/backup-checksum-default
"""

from collections.abc import Iterator

from scanner.facts.storage import FullBackupMake
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.newest import key_of


def _databases(facts: Facts) -> Iterator[Subject[DatabaseRef]]:
    listed = facts.rows(BackupDatabase, facts.management)
    for one in {key_of(facts, one.database): one.database for one in listed}.values():
        server = facts.sql(one.server)
        yield Subject(f"{server.name}/{one.name}", one, server)


@check(
    id="ST06",
    title="Full backups carry checksums",
    rows=("B04",),
    severity=Severity.LOW,
    needs=(BackupDatabase, FullBackupMake),
    subjects=_databases,
)
def backups_carry_checksums(
    subject: Subject[DatabaseRef], facts: Facts, _limits: NoLimits
) -> Verdict:
    name, on = subject.about.name, facts.sql(subject.about.server)
    known = facts.rows(FullBackupMake, on)
    made = next((one for one in known if one.database.casefold() == name.casefold()), None)
    if made is None:
        return fails(
            f"msdb of {on.name} records no full backup of {name} that could carry checksums.",
            fix=f"See that the backup job makes a full backup of {name}.",
        )
    if made.has_checksums:
        return passes(f"The newest full backup of {name} carries checksums.", made)
    return fails(
        f"The newest full backup of {name} carries no checksums.",
        made,
        fix=f"Set the option `backup checksum default` of {on.name} to 1.",
    )
