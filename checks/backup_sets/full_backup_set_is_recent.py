"""A complete full backup set is recent.

Why it matters
--------------
Every restore begins with a full set. A set is of use only when it holds every database of the
group: BizTalk's databases must be restored together. By default the job does not repeat a failed
full backup within the same period, so one bad night can cost a whole day or week.

What is read
------------
BizTalkMgmtDb.dbo.adm_BackupHistory: the newest full set whose rows are all marked complete and
that holds every database that admv_BackupDatabases names today. Its BackupDateTime can be UTC or
local time; msdb's record of the same file settles which, else the job step's @UseLocalTime. The
age is told by the clock of the management database's server.

How to fix
----------
Run sp_ForceFullBackup in the management database and start the backup job, then see the new set
become complete. If full sets stay incomplete, read the job's history for the database that fails.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.backup_sets.freshness import Asked, freshness, the_group
from scanner.model.check import Facts, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails
from scanner.model.status import Severity
from scanner.recovery.backup_sets import FULL
from scanner.recovery.newest import NEEDS, all_sets, expected_databases, newest_complete_full_set


@dataclass(frozen=True)
class Limits:
    """A day, as the job ships with frequency 'd', and two hours for the backup itself."""

    max_age: timedelta = timedelta(hours=26)


@check(
    id="BS01",
    title="A complete full backup set is recent",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=the_group,
    limits=Limits,
)
def full_backup_set_is_recent(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    database = subject.name
    fix = f"Run sp_ForceFullBackup in {database} on {subject.about.name} and start the backup job."
    found = newest_complete_full_set(facts)
    if found is None:
        sets = [one for one in all_sets(facts) if one.type == FULL]
        expected = len(expected_databases(facts))
        return fails(
            f"None of {len(sets)} full sets in the history of {database} holds "
            f"all {expected} databases of the group.",
            *(sets[-1].rows if sets else ()),
            fix=fix,
        )
    return freshness(Asked("full set", found, limits.max_age, fix), facts)
