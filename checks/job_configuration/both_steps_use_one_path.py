"""The full and the log backups go to the same place.

Why it matters
--------------
A restore needs the last full set and every log set after it. Two destinations are watched, copied
and cleaned apart; usually one of the paths was forgotten when the backups were moved, and the half
that was left behind is missing on the day of the restore.

What is read
------------
The backup paths in the job's calls of sp_BackupAllFull_Schedule and sp_MarkAll, compared without
regard to case and to a backslash at the end.

How to fix
----------
Write the same path in both steps, force a full backup, and bring the files of the current chain
together.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.job_configuration.configured import configured, untold
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.names import folder_name
from scanner.model.status import Severity


@check(
    id="BC04",
    title="Both backup steps use one path",
    rows=("B04",),
    severity=Severity.MEDIUM,
    needs=NEEDS,
    subjects=each_job,
)
def both_steps_use_one_path(subject: JobSubject, facts: Facts, _limits: NoLimits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    found = configured(subject.about, facts)
    if found.full is None or found.log is None:
        return untold(found, "A backup step")
    full, log = found.full.call.path, found.log.call.path
    cited = (found.full.step, found.log.step)
    if folder_name(full).casefold() == folder_name(log).casefold():
        return passes(f"Both backup steps of the {found.name} write to {full}.", *cited)
    return fails(
        f"The {found.name} writes full backups to {full} but log backups to {log}.",
        *cited,
        fix=f"Give the steps {cited[0].number} and {cited[1].number} of the {found.name} one path.",
    )
