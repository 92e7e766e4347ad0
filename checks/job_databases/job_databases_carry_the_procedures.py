"""Every database of the backup job carries the procedures that the job calls in it, and MarkLog.

Why it matters
--------------
The job backs up and marks a database by procedures inside that very database. Where one is missing
the step fails there, every set stays partial, and none can be restored. It happens to custom
databases that were registered without running BizTalk's scripts, and after an old copy is restored.

What is read
------------
For every database of admv_BackupDatabases, on its own server: whether the procedures
sp_BackupBizTalkFull, sp_BackupBizTalkLog, sp_SetMark, sp_SetMarkRemote and sp_GetServerName and the
table MarkLog are there. Their code is not read, so an outdated one is not noticed.

How to fix
----------
Run Backup_Setup_All_Procs.sql and Backup_Setup_All_Tables.sql (in the Schema folder of BizTalk
Server) in the database, give the account of SQL Server Agent the role BTS_BACKUP_USERS there, and
force a full backup.

Reference: How to Back Up Custom Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-custom-databases
"""

from checks.job_databases.listed import (
    NEEDS,
    DatabaseSubject,
    each_database,
    gone,
    hidden,
    present,
    readiness,
)
from checks.wording import listed
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity


@check(
    id="DB02",
    title="Job databases carry the backup procedures",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=each_database,
)
def job_databases_carry_the_procedures(
    subject: DatabaseSubject, facts: Facts, _limits: NoLimits
) -> Verdict:
    if present(subject, facts) is None:
        return gone(subject)
    state = readiness(subject, facts)
    if state.missing is None:
        raise hidden(state, facts, subject)
    name = f"{state.name} on {subject.about.database.server}"
    if state.missing:
        lacking = listed(state.missing, len(state.missing))
        return fails(
            f"{name} lacks {lacking}: the backup job cannot work there.",
            state,
            fix=f"Run Backup_Setup_All_Procs.sql and Backup_Setup_All_Tables.sql in {name}.",
        )
    return passes(f"{name} carries what the backup job calls.", state)
