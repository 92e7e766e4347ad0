"""The full backups are compressed.

Why it matters
--------------
A compressed backup is written, copied and restored in a fraction of the time, and its disk holds
several times as many. BizTalk's databases compress well.

What is read
------------
backup_size and compressed_backup_size of the newest full backups (msdb) of every database that the
job must back up, taken together: SSODB follows the instance's own option. Whether the edition can
compress is not read; Express cannot. This is an improvement and no repair.

How to fix
----------
Give 1 as @bCompression of sp_SetBackupCompression in the job's first step.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from dataclasses import dataclass

from checks.backup_sets.freshness import the_group
from scanner.facts.storage import FullBackupMake
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.size import say
from scanner.model.status import Severity
from scanner.recovery.newest import expected_databases


@dataclass(frozen=True)
class Limits:
    """`max_share`: of the uncompressed size, what all the backups together may keep."""

    max_share: float = 0.9


@check(
    id="ST07",
    title="Full backups are compressed",
    rows=("B04",),
    severity=Severity.LOW,
    needs=(BackupDatabase, FullBackupMake),
    subjects=the_group,
    limits=Limits,
)
def backups_are_compressed(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    made = [
        one
        for server, name in sorted(expected_databases(facts))
        for one in facts.rows(FullBackupMake, facts.sql(server))
        if one.database.casefold() == name
    ]
    whole = sum(one.size for one in made)
    kept = sum(one.size if one.compressed_size is None else one.compressed_size for one in made)
    fix = "Give 1 as @bCompression of sp_SetBackupCompression in the backup job's first step."
    if not whole:
        return fails(f"msdb records no full backup of the databases of {subject.name}.", fix=fix)
    sentence = f"The newest full backups of {subject.name} keep {say(kept)} of {say(whole)}."
    if kept <= whole * limits.max_share:
        return passes(sentence, *made)
    return fails(sentence, *made, fix=fix)
