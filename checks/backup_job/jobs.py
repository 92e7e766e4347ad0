"""Which job is meant where several checks ask about it."""

from collections.abc import Iterator
from typing import TypeAlias

from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails
from scanner.recovery.backup_job import NEEDS as JOB_NEEDS
from scanner.recovery.backup_job import BackupJob, backup_jobs, job_instances

NEEDS = JOB_NEEDS
JobSubject: TypeAlias = Subject[BackupJob | None]


def each_job(facts: Facts) -> Iterator[JobSubject]:
    """The job of every instance that must have it. Of several, disabled ones are not meant."""
    for on in job_instances(facts):
        jobs = backup_jobs(facts, on)
        meant = [one for one in jobs if one.job.enabled] or list(jobs)
        if len(meant) < 2:  # noqa: PLR2004 - one job needs no name to tell it from others
            yield Subject(on.name, meant[0] if meant else None, on)
            continue
        for one in meant:
            yield Subject(f"{on.name}/{one.job.name}", one, on)


def no_job(facts: Facts, on: Target | None) -> Verdict:
    """What every question about the job comes to when there is none."""
    where, database = on.name if on else "the server", facts.group.management_database
    return fails(
        f"No SQL Server Agent job on {where} backs up {database}.",
        fix=f"Create and configure the Backup BizTalk Server job for {database} on {where}.",
    )
