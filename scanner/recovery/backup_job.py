"""The job that backs up a group: found by what its steps call, never by its name."""

from dataclasses import dataclass

from scanner.facts.agent_jobs import AgentJob, JobActivity, JobStep
from scanner.facts.availability import AvailabilityReplica
from scanner.facts.instances import Database
from scanner.model.check import Facts
from scanner.model.evidence import Target
from scanner.recovery.job_step import concerns

NEEDS = (AgentJob, AvailabilityReplica, Database, JobStep)


@dataclass(frozen=True)
class BackupJob:
    """A job with its steps in the order of their numbers."""

    on: Target
    job: AgentJob
    steps: tuple[JobStep, ...]


def backup_jobs(facts: Facts, on: Target, database: str = "") -> tuple[BackupJob, ...]:
    """Every job of the instance that backs up this group; groups may share an instance.

    Or the group whose management database is named.
    """
    wanted = database or facts.group.management_database
    steps = sorted(facts.rows(JobStep, on), key=lambda step: step.number)
    mine = {step.job_id for step in steps if concerns(step, wanted)}
    return tuple(
        BackupJob(on, job, tuple(step for step in steps if step.job_id == job.job_id))
        for job in facts.rows(AgentJob, on)
        if job.job_id in mine
    )


def job_instances(facts: Facts) -> tuple[Target, ...]:
    """Where the job must be: beside the management database, on each of its replicas.

    They are those that its own server names, so that one that does not answer is not forgotten.
    """
    here = facts.management
    if not is_replica(facts, here):
        return (here,)
    replicas = replicas_of(facts, here, facts.group.management_database)
    return tuple(dict.fromkeys((here, *(facts.sql(one.server) for one in replicas))))


def replicas_of(facts: Facts, on: Target, database: str) -> tuple[AvailabilityReplica, ...]:
    """The replicas that hold a database, by its availability group; a witness does not."""
    found = facts.rows(AvailabilityReplica, on)
    mine = (one for one in found if one.database.casefold() == database.casefold())
    return tuple(one for one in mine if one.holds_data)


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
