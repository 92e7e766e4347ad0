"""From the newest full set on, every database's log backups follow each other without a break.

Why it matters
--------------
All databases of a group are restored together, log set by log set, to one mark. One log backup
that the job did not make, one lost file, one change of the recovery model ends the chain for all of
them: sets after it look complete in the job's history, and cannot be restored.

What is read
------------
BizTalkMgmtDb.dbo.adm_BackupHistory; of each instance msdb's backupset, backupmediafamily,
logmarkhistory and restorehistory, and sys.database_recovery_status; the files of the sets where
they lie. Consecutive log backups must join by their log sequence numbers, be of one recovery fork
and have whole files. What happened since the newest set counts too: it ends the chain at the next
one. Full backups by whomever do no harm. Where msdb has been purged, nothing is broken, but nothing
is proved either.

How to fix
----------
Find who made the log backup, or what removed the file, and stop it: no tool but the job may back
up the log of these databases. Then run sp_ForceFullBackup in the management database and start the
backup job: the chain begins anew with the next full set and the log sets after it.

Reference: Partial Backup Sets, https://learn.microsoft.com/en-us/biztalk/core/partial-backup-sets
"""

from checks.backup_sets.freshness import the_group
from checks.recovery.analysed import NEEDS, recovery, rows_of, told, undecided
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.analysis import Recovery


@check(
    id="RC01",
    title="The log chain is unbroken",
    rows=("B04", "R01"),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=the_group,
)
def log_chain_is_unbroken(subject: Subject[Target], facts: Facts, limits: NoLimits) -> Verdict:
    found = recovery(facts)
    newest = found.base.outcome.newest
    broken = [one for one in (*found.base.outcome.limited_by, *found.tail) if not one.is_doubt]
    if newest is None or broken:
        return _broken(subject, found, told(broken, facts))
    sentence = (
        f"From full set {newest.full_id} on, {newest.log_count} log sets follow each other without "
        f"a break, the newest of them set {newest.log_id}."
    )
    doubts = (*newest.doubts, *found.tail)
    if doubts:
        return undecided(sentence, doubts, facts)
    return passes(sentence, *rows_of(found, newest.full_id), *rows_of(found, newest.log_id))


def _broken(subject: Subject[Target], found: Recovery, why: str) -> Verdict:
    newest = found.base.outcome.newest
    reaches = (
        f"The chain from full set {newest.full_id} ends with log set {newest.log_id}"
        if newest
        else "No complete full set leads to a log set whose mark all databases can be restored to"
    )
    return fails(
        f"{reaches}: {why or 'no complete log set follows'}.",
        *(rows_of(found, newest.log_id) if newest else ()),
        fix=(
            f"Stop what did it, then run sp_ForceFullBackup in {subject.name} on "
            f"{subject.about.name} and start the backup job."
        ),
    )
