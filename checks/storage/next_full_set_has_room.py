"""The disk of the backups has room for the next full set.

Why it matters
--------------
The job never deletes an old file. When the disk is full, the full backup fails; and while it fails
the job ends before its step MarkAndBackupLog, so that no log is backed up either and the logs of
the databases grow, too.

What is read
------------
Where the newest full set was written (adm_BackupHistory); how large the newest full backup of each
database became (msdb, compressed_backup_size; without a record the size of its data files); and how
much is free there for our account: on a share by SMB, where a quota counts, on a drive path by
Win32_Volume, mounted volumes included. Other things on the same disk are not looked at.

How to fix
----------
Archive old backups to another place and delete them, but never the last complete full sets with the
log sets after them; or give the disk more room. Compression makes backups smaller
(sp_SetBackupCompression).

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from dataclasses import dataclass

from checks.storage.disks import each_destination
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.instances import DatabaseFile
from scanner.facts.storage import FreeSpace
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Facts, check
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.size import say
from scanner.model.status import Severity
from scanner.recovery.destinations import NEEDS, Destination, full_sizes, room


@dataclass(frozen=True)
class Limits:
    """`full_sets`: so many times the newest full set must fit in."""

    full_sets: float = 1.2


@check(
    id="ST01",
    title="The next full set has room",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, DatabaseFile, FreeSpace, RecordedBackup),
    subjects=each_destination,
    limits=Limits,
)
def next_full_set_has_room(subject: Subject[Destination], facts: Facts, limits: Limits) -> Verdict:
    one = subject.about
    left = room(facts, one)
    if left.free is None:
        return fails(
            f"{one.path}, where backups were written last, does not exist.",
            one.cited,
            left,
            fix=f"Make {one.path} again, or correct the path in the backup job.",
        )
    recorded = full_sizes(facts, one)
    size = sum(
        each.least_file_size if each else _data_size(facts, ref) for ref, each in recorded.items()
    )
    needed = int(size * limits.full_sets)
    sentence = (
        f"{one.path} has {say(left.free)} free; the next full set needs {say(needed)} "
        f"({limits.full_sets:g} times the {say(size)} of the newest one)."
    )
    if left.free >= needed:
        return passes(sentence, left, one.cited)
    return fails(
        sentence,
        left,
        one.cited,
        fix=f"Make room in {one.path} before the next full backup, without deleting its last sets.",
    )


def _data_size(facts: Facts, ref: DatabaseRef) -> int:
    files = facts.rows(DatabaseFile, facts.sql(ref.server))
    mine = (one for one in files if one.database.casefold() == ref.name.casefold())
    return sum(one.size for one in mine if not one.is_log)
