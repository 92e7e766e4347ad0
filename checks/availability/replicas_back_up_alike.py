"""The backup job is the same on every replica of the management database.

Why it matters
--------------
SQL Server copies databases between replicas, not jobs. After a failover the job of the other
replica takes over. When its steps name another folder, frequency or mark, the sets of one history
lie in two places, or no full backup is made.

What is read
------------
The replicas of the management database's availability group, the backup job of each, and what its
steps call with which arguments. Each replica is compared with the one that was asked as the
management database's server. That each has the job, enabled and asking whether it runs on the
primary replica, is judged by the checks of the job itself.

How to fix
----------
Script the job on the replica where it is right, and create it anew on the others.

Reference: High availability using SQL Server Always On Availability Groups, https://learn.microsoft.com/en-us/biztalk/core/high-availability-using-sql-server-always-on-availability-groups
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from checks.wording import listed
from scanner.facts.instances import Database
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.backup_job import NEEDS as JOBS
from scanner.recovery.backup_job import BackupJob, backup_jobs, is_replica, replicas_of
from scanner.recovery.job_step import PROCEDURES, BackupCall, Guard, mentions, readable_calls


def _others(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    here = facts.management
    if not is_replica(facts, here):
        return _no_group(facts)
    replicas = replicas_of(facts, here, facts.group.management_database)
    others = dict.fromkeys(facts.sql(one.server) for one in replicas)
    found = [Subject(one.name, one, one) for one in others if one != here]
    if found:
        return found
    return not_checked(
        f"{facts.group.management_database} is in an availability group without another replica.",
        *replicas,
        settle="Name the other replicas, and compare their backup jobs.",
    )


@check(
    id="AG01",
    title="Replicas have the same backup job",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=JOBS,
    subjects=_others,
)
def replicas_back_up_alike(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    here, there = (backup_jobs(facts, on) for on in (facts.management, subject.about))
    cited = [one.job for one in (*here, *there)]
    fix = f"Create the backup job of {facts.management.name} on {subject.name} as well."
    if not there or not here:
        lacking = facts.management.name if there else subject.name
        return fails(
            f"{lacking} has no backup job, which after a failover must run there.", fix=fix
        )
    unclear = [one.on.name for one in (*here, *there) if not _is_readable(one)]
    if unclear:
        return not_checked(
            f"What the backup job's steps do on {listed(dict.fromkeys(unclear))} is not clear.",
            *cited,
            settle="Compare the steps of the job on every replica by eye.",
        )
    ours, theirs = _calls(here), _calls(there)
    if ours == theirs:
        sentence = f"The backup job does the same on {subject.name} and on {facts.management.name}."
        return passes(sentence, *cited)
    differences = listed(_differences(ours, theirs), 6)
    return fails(
        f"The backup job on {subject.name} differs from that on {facts.management.name}: "
        f"{differences}.",
        *cited,
        fix=f"Make the backup job on {subject.name} the same: {differences}.",
    )


def _no_group(facts: Facts) -> Verdict:
    name = facts.group.management_database
    rows = facts.rows(Database, facts.management)
    own = [one for one in rows if one.name.casefold() == name.casefold()]
    return not_applicable(f"{name} is in no availability group.", *(own or rows))


def _is_readable(job: BackupJob) -> bool:
    """Whether every step that names a backup procedure tells what it calls."""
    naming = (s for s in job.steps if any(mentions(s.command, name) for name in PROCEDURES))
    return all(readable_calls(step) for step in naming)


def _calls(jobs: Iterable[BackupJob]) -> set[BackupCall]:
    """Without the database, which a step names or leaves to its own field, and without guard."""
    steps = (step for job in jobs for step in job.steps)
    calls = (call for step in steps for call in readable_calls(step))
    return {replace(call, database="", guard=Guard.NONE) for call in calls}


def _differences(ours: set[BackupCall], theirs: set[BackupCall]) -> Iterator[str]:
    """What is other there, each as a clause."""
    for procedure in PROCEDURES:
        mine, other = ([c for c in calls if c.procedure == procedure] for calls in (ours, theirs))
        if len(mine) == len(other) == 1:
            yield from _other_arguments(mine[0], other[0])
        elif mine != other:
            yield f"{procedure} is called {len(other)} times instead of {len(mine)}"


def _other_arguments(mine: BackupCall, other: BackupCall) -> Iterator[str]:
    for one in fields(mine):
        wanted, given = getattr(mine, one.name), getattr(other, one.name)
        if wanted != given:
            word = one.name.replace("_", " ")
            yield f"{mine.procedure} is given the {word} {given} instead of {wanted}"
