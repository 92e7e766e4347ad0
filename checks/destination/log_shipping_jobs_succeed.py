"""The jobs that copy the history and restore the sets succeed at the destination.

Why it matters
--------------
Both jobs are scheduled every minute, and BizTalk's pages ask to monitor that they do not fail: a
login that was changed, a full disk or a folder that is missing shows there first, hours before the
destination has fallen behind so far that it is noticed otherwise.

What is read
------------
The history of the jobs Get Backup History and Restore Databases on each declared destination, in
the order it was written: the outcome of the newest completed run, how many of the kept runs failed,
and how long ago it began. The job that restores runs for as long as there are sets to restore, so a
run that is still in progress is not judged, and then no age is either.

How to fix
----------
Read the message of the failed step in the job's history on the destination, remove its cause, and
start the job.

Reference: How to Configure the Destination System for Log Shipping, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-destination-system-for-log-shipping
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from checks.backup_job.runs import IN_PROGRESS, WHOLE_JOB
from checks.destination.destinations import declared, nowhere
from checks.destination.shipping_jobs import Role, role_of
from checks.wording import when
from scanner.facts.agent_jobs import AgentJob, JobActivity, JobRun
from scanner.model.check import Facts, MissingEvidence, check
from scanner.model.duration import say
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity

SUCCEEDED = 1
EACH_MINUTE = (Role.HISTORY, Role.RESTORE)


@dataclass(frozen=True)
class Limits:
    max_age: timedelta = timedelta(hours=1)


@dataclass(frozen=True)
class Part:
    """One of the two jobs at one destination."""

    on: Target
    role: Role


def _parts(facts: Facts) -> Iterable[Subject[Part]] | Verdict:
    parts = [Part(on, role) for on in declared(facts) for role in EACH_MINUTE]
    named = [Subject(f"{one.on.name}/{one.role}", one, one.on) for one in parts]
    return named or nowhere()


@check(
    id="LS12",
    title="The log shipping jobs succeed",
    rows=("B05", "R01"),
    severity=Severity.HIGH,
    needs=(AgentJob, JobActivity, JobRun),
    subjects=_parts,
    limits=Limits,
)
def log_shipping_jobs_succeed(subject: Subject[Part], facts: Facts, limits: Limits) -> Verdict:
    on, role = subject.about.on, subject.about.role
    jobs = [one for one in facts.rows(AgentJob, on) if role_of(one.name) is role]
    if not jobs:
        return fails(
            f"The job {role} is not on {on.name}.",
            fix=f"Configure {on.name} as a destination of {facts.group.management_database}.",
        )
    said = [_ended(job, on, facts, limits) for job in jobs]
    return next((one for one in said if one.fix), said[0])


def _ended(job: AgentJob, on: Target, facts: Facts, limits: Limits) -> Verdict:
    runs = [one for one in facts.rows(JobRun, on) if one.job_id == job.job_id]
    ended = [one for one in runs if one.step == WHOLE_JOB and one.status != IN_PROGRESS]
    if not ended:
        gap = Gap(GapReason.UNPARSABLE, f"Agent keeps no completed run of '{job.name}'")
        raise MissingEvidence(gap, f"{on.id}/job_history")
    newest = max(ended, key=lambda one: one.instance_id)
    name, fix = f"'{job.name}' on {on.name}", f"Read the history of '{job.name}' on {on.name}."
    if newest.status != SUCCEEDED:
        bad = sum(one.status != SUCCEEDED for one in ended)
        return fails(
            f"The last completed run of {name}, started {when(newest.started)}, did not succeed; "
            f"nor did {bad} of the {len(ended)} that Agent keeps.",
            newest,
            fix=fix,
        )
    running = any(one.is_running for one in facts.rows(JobActivity, on) if one.job_id == job.job_id)
    age = facts.age(newest.started, on)
    if age > limits.max_age and not running:
        return fails(f"{name} last ran {say(age)} ago.", newest, fix=fix)
    return passes(f"The last completed run of {name} succeeded.", newest)
