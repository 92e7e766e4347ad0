"""The backup job's steps really make full and log backups.

Why it matters
--------------
The job ships with '<destination path>' in two of its steps. A step that was never configured, is
commented out or is jumped over can still end as succeeded, and then no file is written at all.
Full backups without marked log backups cannot be restored to a common point in time.

What is read
------------
The commands of the job's steps, as text and without running them: the calls of
sp_BackupAllFull_Schedule and sp_MarkAll with their arguments, comments taken off. Judged are the
frequency, mark name, path, hour and local time, the way from the first step to this one, and in
an availability group whether the call stands under a test for the primary replica.

How to fix
----------
Open the job, then the step, and give the real backup folder (a share, so that the backups survive
the server) in place of the placeholder. Compare with the command of a newly installed job. Use the
same value of @UseLocalTime in every step.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.backup_job.jobs import NEEDS, each_job, no_job
from checks.backup_job.steps import StepQuestion, call_of, flaws, step_of
from scanner.model.check import Facts, check
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.job_step import FULL, LOG
from scanner.recovery.tsql import UncertainStep, UnreadableStep

WORDS = {FULL: "full backup", LOG: "log backup"}


@dataclass(frozen=True)
class Limits:
    """Longer paths are cut off without a word by sp_BackupAllFull_Schedule and sp_MarkAll."""

    longest_path: int = 128


def _steps(facts: Facts) -> Iterator[Subject[StepQuestion | None]]:
    for subject in each_job(facts):
        if subject.about is None:
            yield Subject(subject.name, None, subject.on)
            continue
        for procedure, word in WORDS.items():
            question = StepQuestion(subject.about, procedure)
            yield Subject(f"{subject.name}/{word}", question, subject.on)


@check(
    id="BJ03",
    title="The backup job's steps are complete",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=NEEDS,
    subjects=_steps,
    limits=Limits,
)
def backup_job_steps_are_complete(
    subject: Subject[StepQuestion | None], facts: Facts, limits: Limits
) -> Verdict:
    question = subject.about
    if question is None:
        return no_job(facts, subject.on)
    job, server, word = question.job.job, question.job.on.name, WORDS[question.procedure]
    database = facts.group.management_database
    step = step_of(question, database)
    if step is None:
        return fails(
            f"Job '{job.name}' on {server} has no step that calls {question.procedure} "
            f"in {database}.",
            job,
            fix=f"Add the {word} step to the job '{job.name}' on {server}.",
        )
    name = f"Step {step.number} '{step.name}' of job '{job.name}' on {server}"
    fix = f"Correct step {step.number} '{step.name}' of the job '{job.name}' on {server}."
    try:
        found = call_of(step, question.procedure)
        wrong = list(flaws(found, step, question, facts, limits.longest_path))
    except UnreadableStep as unreadable:
        return fails(f"{name} cannot work: {unreadable}.", step, fix=fix)
    except UncertainStep as uncertain:
        return not_checked(
            f"{name} does not tell by its text: {uncertain}.",
            step,
            settle=("Read the step, and look in the backup folder for the files that it writes."),
        )
    if wrong:
        return fails(f"{name} {'; it '.join(wrong)}.", step, fix=fix)
    return passes(f"{name} makes the {word} in {found.path}.", step)
