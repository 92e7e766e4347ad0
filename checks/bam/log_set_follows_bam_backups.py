"""BAMPrimaryImport can be restored to a point later than a backup of BAM's other databases.

Why it matters
--------------
Archive and star schema must not be newer than the BAMPrimaryImport that is restored with them:
rows would be there twice, or be taken for processed. So after their backups BAMPrimaryImport needs
log backups in complete sets, two of them: to the mark of the last one a restore is not guaranteed.
Else the newest backup of the archive or the star schema cannot be used.

What is read
------------
msdb of each server: the full backups of the archive and of the star schema since BAM was last
changed, and the log backups of BAMPrimaryImport. Of these count the ones whose file belongs, by
adm_BackupHistory, to a log set that is marked complete.

How to fix
----------
Let the backup job run on after the BAM databases were backed up. If no later log set is complete,
see why the job's log sets fail.

Reference: Backing Up and Restoring BAM, https://learn.microsoft.com/en-us/biztalk/core/backing-up-and-restoring-bam
"""

from datetime import datetime
from pathlib import PureWindowsPath

from checks.bam.stores import NEEDS, Store, fulls, the_stores, to_look_at
from checks.wording import when
from scanner.facts.backup_sets import BackupHistoryRow, RecordedBackup
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_sets import LOG
from scanner.recovery.newest import key_of


@check(
    id="BA02",
    title="A log set of BAMPrimaryImport follows the BAM backups",
    rows=("B06",),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, BackupHistoryRow),
    subjects=the_stores,
)
def log_set_follows_bam_backups(
    subject: Subject[Store], facts: Facts, _limits: NoLimits
) -> Verdict:
    store = subject.about
    database = to_look_at(store)
    if isinstance(database, Verdict):
        return database
    name, bam = database.name, store.bam.name
    backups = [
        one
        for one in fulls(facts, database)
        if store.usage.changed is None or one.started >= store.usage.changed
    ]
    if not backups:
        return fails(
            f"msdb shows no full backup of {name} since BAM was last changed.",
            store.usage,
            fix=f"Back up {name} on {database.server} now, while no BAM package runs.",
        )
    last_log = _last_sure_log(facts, store)
    usable = [one for one in backups if last_log and one.finished <= last_log.started]
    if last_log is None or not usable:
        return fails(
            f"No two complete log sets of {bam} follow the backup of {name} that ended "
            f"{when(backups[-1].finished)}: {bam} could surely be restored to an earlier point "
            "only.",
            backups[-1],
            fix=f"See on {store.bam.server} why the backup job's log sets are not complete.",
        )
    return passes(
        f"The full backup of {name} that ended {when(usable[-1].finished)} is older than the log "
        f"backup of {bam} of {when(last_log.started)}.",
        usable[-1],
        last_log,
    )


def _last_sure_log(facts: Facts, store: Store) -> RecordedBackup | None:
    """The last but one log backup of BAMPrimaryImport in a set that is marked complete: to the mark
    of its set a restore is guaranteed, to that of the last one it is not."""
    wanted = key_of(facts, store.bam)
    rows = facts.rows(BackupHistoryRow, facts.management)
    complete = {
        row.file_name.casefold()
        for row in rows
        if row.type == LOG and row.set_complete and key_of(facts, row.database) == wanted
    }
    recorded = facts.rows(RecordedBackup, facts.sql(store.bam.server))
    mine = [one for one in recorded if PureWindowsPath(one.device).name.casefold() in complete]
    return next(iter(sorted(mine, key=_begun)[-2:-1]), None)


def _begun(one: RecordedBackup) -> datetime:
    return one.started
