"""The backup job as its steps configure it."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.backup_job.steps import StepQuestion, call_of, step_of
from scanner.facts.agent_jobs import JobStep
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.model.finding import Verdict, not_checked
from scanner.recovery.backup_job import BackupJob
from scanner.recovery.clear_step import ClearCall, clear_call
from scanner.recovery.job_step import FULL, LOG, BackupCall
from scanner.recovery.tsql import UncertainStep, UnreadableStep

KEEPS_ALL = 10**9  # days


@dataclass(frozen=True)
class Step:
    """A backup step with what it calls; a step whose text does not tell is none."""

    step: JobStep
    call: BackupCall


@dataclass(frozen=True)
class Configured:
    """`name` as in a sentence."""

    name: str
    job: BackupJob
    full: Step | None
    log: Step | None

    def paths(self) -> Iterator[tuple[Step, str]]:
        """The steps with the folders that they write to."""
        for one in (self.full, self.log):
            if one is not None and one.call.path:
                yield one, one.call.path


def configured(job: BackupJob, facts: Facts) -> Configured:
    name = f"job '{job.job.name}' on {job.on.name}"
    return Configured(name, job, _step(job, FULL, facts), _step(job, LOG, facts))


def _step(job: BackupJob, procedure: str, facts: Facts) -> Step | None:
    step = step_of(StepQuestion(job, procedure), facts.group.management_database)
    if step is None:
        return None
    try:
        return Step(step, call_of(step, procedure))
    except (UnreadableStep, UncertainStep):
        return None


def clearing(job: BackupJob) -> tuple[JobStep, ClearCall] | None:
    """The step that clears the history; of several the one that keeps least.

    Raises UnreadableStep or UncertainStep.
    """
    found = [(step, call) for step in job.steps if (call := clear_call(step))]
    return min(found, key=lambda one: one[1].days or KEEPS_ALL, default=None)


def untold(found: Configured, what: str) -> Verdict:
    """For a step that is missing or unreadable: BJ03 says what is wrong with it."""
    return not_checked(
        f"{what} of {found.name} does not tell by its text.",
        found.job.job,
        *found.job.steps,
        settle="Correct the step as BJ03 says, or read it yourself; then scan again.",
    )


def group_instances(facts: Facts) -> tuple[Target, ...]:
    """Every instance that holds a database of the job; each writes its own files."""
    listed = facts.rows(BackupDatabase, facts.management)
    others = (facts.sql(one.database.server) for one in listed)
    return tuple(dict.fromkeys((facts.management, *others)))
