"""Every database of the backup job uses the full recovery model, and is in a log chain.

Why it matters
--------------
Only the log carries the marks to which all databases of a group are restored together. A database
in simple recovery has no log backups; its log backup fails, and with it that of every database
after it. A database that was just switched to full recovery is still without a log chain until its
next full backup, although it says FULL.

What is read
------------
For every database of admv_BackupDatabases: its recovery model in sys.databases, and in
sys.database_recovery_status where its next log backup would begin (NULL means nowhere).

How to fix
----------
Set the recovery model to full (ALTER DATABASE … SET RECOVERY FULL), find out who changed it, then
run sp_ForceFullBackup in the management database and start the backup job: the chain begins anew.

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
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity

MODELS = {2: "bulk-logged", 3: "simple"}


@check(
    id="DB01",
    title="Job databases use full recovery",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=each_database,
)
def job_databases_use_full_recovery(
    subject: DatabaseSubject, facts: Facts, _limits: NoLimits
) -> Verdict:
    found = present(subject, facts)
    if found is None:
        return gone(subject)
    name = f"{found.name} on {subject.about.database.server}"
    anew = "then force a full backup of the group"
    if not found.is_full_recovery:
        model = MODELS.get(found.recovery_model, f"that of code {found.recovery_model}")
        return fails(
            f"The recovery model of {name} is {model}.",
            found,
            fix=f"Set the recovery model of {name} to full, {anew}.",
        )
    state = readiness(subject, facts)
    if state.in_log_chain is None:
        raise hidden(state, facts, subject)
    if not state.in_log_chain:
        return fails(
            f"{name} is called full, but is in no log chain: no log backup of it can be made.",
            found,
            state,
            fix=f"Find out who switched {name} to simple recovery, {anew}.",
        )
    return passes(f"{name} uses the full recovery model and is in a log chain.", found, state)
