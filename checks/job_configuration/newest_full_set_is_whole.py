"""The newest full backup set was completed.

Why it matters
--------------
When the full backup fails after its first database, the job counts the period as done all the same:
by default the next full backup is made a day, a week or a month later, and until then only logs are
backed up. A history without any full set makes the job take one at its next run, whatever the hour.

What is read
------------
BizTalkMgmtDb.dbo.adm_BackupHistory: the newest set of type db, whether all its rows are marked
complete. A set that the job is writing at this moment is left out.

How to fix
----------
Find the database that failed in the job's history and remove the cause. Then run
sp_ForceFullBackup in the management database and start the job.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from checks.backup_sets.freshness import the_group
from checks.wording import listed
from scanner.facts.agent_jobs import JobActivity
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_job import NEEDS as JOB_NEEDS
from scanner.recovery.backup_job import is_running
from scanner.recovery.backup_sets import FULL
from scanner.recovery.newest import all_sets


@check(
    id="BC02",
    title="The newest full set is whole",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*JOB_NEEDS, BackupHistoryRow, JobActivity),
    subjects=the_group,
)
def newest_full_set_is_whole(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    sets = list(all_sets(facts))
    if sets and not sets[-1].is_flagged_complete and is_running(facts):
        sets.pop()
    full = [one for one in sets if one.type == FULL]
    again = f"Run sp_ForceFullBackup in {subject.name}, start the job and see the set complete."
    if not full:
        return fails(
            f"The history of {subject.name} holds no finished full set: the job will make one at "
            "its next run, at whatever hour.",
            fix=again,
        )
    newest = full[-1]
    if newest.is_flagged_complete:
        return passes(
            f"The newest full set of {subject.name}, {newest.id}, is whole.", *newest.rows
        )
    held = listed(row.database.name for row in newest.rows)
    return fails(
        f"Full set {newest.id}, the newest, was never completed (it holds {held}); "
        "by default the job does not repeat it in the same period.",
        *newest.rows,
        fix=again,
    )
