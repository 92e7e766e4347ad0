"""Every step of the backup job uses the same clock, UTC or local time.

Why it matters
--------------
Full and log sets stamped by different clocks stand in one table and cannot be put in order by their
times. A clearing step that counts with another clock than the backups deletes some hours too much
or too little.

What is read
------------
@UseLocalTime in the calls of sp_BackupAllFull_Schedule, sp_MarkAll and sp_DeleteBackupHistory; left
out it means UTC.

How to fix
----------
Give @UseLocalTime the same value in each of the steps. UTC knows no hour that comes twice.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.job_configuration.configured import clearing, configured, untold
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.tsql import UncertainStep, UnreadableStep


@check(
    id="BC08",
    title="Every step uses one clock",
    rows=("B04",),
    severity=Severity.MEDIUM,
    needs=NEEDS,
    subjects=each_job,
)
def every_step_uses_one_clock(subject: JobSubject, facts: Facts, _limits: NoLimits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    found = configured(subject.about, facts)
    if found.full is None or found.log is None:
        return untold(found, "A backup step")
    told = [(one.step, one.call.local_time) for one in (found.full, found.log)]
    try:
        clear = clearing(subject.about)
    except (UnreadableStep, UncertainStep):
        return untold(found, "The step that clears the history")
    if clear is not None:
        told.append((clear[0], clear[1].local_time))
    steps = [step for step, _ in told]
    local = [f"'{step.name}'" for step, is_local in told if is_local]
    utc = [f"'{step.name}'" for step, is_local in told if not is_local]
    if local and utc:
        return fails(
            f"Of the {found.name}, {' and '.join(local)} use local time, "
            f"but {' and '.join(utc)} use UTC.",
            *steps,
            fix=f"Give @UseLocalTime one value in every step of the {found.name}.",
        )
    return passes(
        f"Every step of the {found.name} uses {'local time' if local else 'UTC'}.", *steps
    )
