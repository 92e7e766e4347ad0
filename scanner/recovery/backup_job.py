"""The job that backs up a group: found by what its steps call, never by its name."""

from dataclasses import dataclass

from scanner.facts.agent_jobs import AgentJob, JobActivity, JobStep
from scanner.facts.instances import Database
from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.recovery.job_step import concerns

NEEDS = (AgentJob, Database, JobStep)


@dataclass(frozen=True)
class BackupJob:
    """A job with its steps in the order of their numbers."""

    on: Target
    job: AgentJob
    steps: tuple[JobStep, ...]


def backup_jobs(facts: Facts, on: Target) -> tuple[BackupJob, ...]:
    """Every job of the instance that backs up this group; groups may share an instance."""
    steps = sorted(facts.rows(JobStep, on), key=lambda step: step.number)
    mine = {step.job_id for step in steps if concerns(step, facts.group.management_database)}
    return tuple(
        BackupJob(on, job, tuple(step for step in steps if step.job_id == job.job_id))
        for job in facts.rows(AgentJob, on)
        if job.job_id in mine
    )


def job_instances(facts: Facts) -> tuple[Target, ...]:
    """Where the job must be: beside the management database, on each of its known replicas."""
    if not is_replica(facts, facts.management):
        return (facts.management,)
    others = (one for one in facts.targets(Database) if one != facts.management)
    return (facts.management, *(one for one in others if is_replica(facts, one)))


def is_replica(facts: Facts, on: Target) -> bool:
    """Whether this instance holds the management database as part of an availability group."""
    name = facts.group.management_database.casefold()
    return any(
        one.availability_group_replica and one.name.casefold() == name
        for one in facts.rows(Database, on)
    )


def is_running(facts: Facts) -> bool:
    """Whether the backup job runs now on the instance of the management database."""
    running = {one.job_id for one in facts.rows(JobActivity, facts.management) if one.is_running}
    return any(one.job.job_id in running for one in backup_jobs(facts, facts.management))
