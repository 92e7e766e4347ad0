"""No copy of this group has an enabled backup job that works on the original.

Why it matters
--------------
A copy of the management database, made for a drill or a test, still names the servers of the
original until somebody changes its tables. Where its backup job is enabled, it marks and backs up
the production databases as well: their log chain is split between two histories, and neither group
can be restored to a common mark.

What is read
------------
The family of each database (sys.database_recovery_status), which a restore does not change, on
every SQL Server that the group's tables name and on the declared destinations; and the jobs there.
A copy that is online with an enabled backup job fails where the tables of this group name its
server, for two jobs then reach for the same databases, and where it writes to the same folder. The
tables of a copy elsewhere are not read. Servers that nobody names are not seen.

How to fix
----------
Disable the backup job of the copy at once. Then correct the server names in its tables, and force
a full backup of the original.

Reference: How to Restore Your Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.wording import listed
from scanner.facts.agent_jobs import AgentJob
from scanner.facts.database_families import DatabaseFamily
from scanner.facts.instances import Database
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.names import folder_name
from scanner.model.status import Severity
from scanner.recovery.backup_job import NEEDS as JOBS
from scanner.recovery.backup_job import BackupJob, backup_jobs, replicas_of
from scanner.recovery.job_step import backup_paths


def _servers(facts: Facts) -> Iterator[Subject[Target]]:
    for on in dict.fromkeys((facts.management, *facts.targets(AgentJob))):
        yield Subject(on.name, on, on)


@check(
    id="CL01",
    title="No copy of the group backs up the original",
    rows=("B04",),
    severity=Severity.CRITICAL,
    needs=(*JOBS, BackupDatabase, DatabaseFamily),
    subjects=_servers,
)
def copies_do_not_back_up_production(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    on, original = subject.about, facts.group.management_database
    known = _own(facts)
    if not (known and known[0].family):
        return not_checked(
            f"{facts.management.name} does not tell the family of {original}.",
            *known,
            settle="Make sure that no restored copy of it has an enabled backup job.",
        )
    copies = list(_copies(facts, on, known[0].family))
    busy = [one for copy in copies for one in _enabled_jobs(facts, on, copy)]
    if not busy:
        state = f"{listed(copies)} without an enabled backup job" if copies else "none"
        return passes(f"Running copies of {original} on {on.name}: {state}.", *_own(facts))
    return _judged(_Busy(on, listed(copies), tuple(busy)), facts)


@dataclass(frozen=True)
class _Busy:
    """Copies of the management database on one server, with their enabled jobs."""

    on: Target
    copies: str
    jobs: tuple[BackupJob, ...]


def _judged(found: _Busy, facts: Facts) -> Verdict:
    where, jobs = found.on.name, [one.job for one in found.jobs]
    names = listed(f"'{one.name}'" for one in jobs)
    said = (
        f"{found.copies} on {where} and {facts.group.management_database} on "
        f"{facts.management.name} are copies of one database, and job {names} on {where} is enabled"
    )
    fix = f"Disable the backup job of whichever is the copy; on {where} that is {names}."
    if found.on in _named(facts):
        return fails(f"{said}; the tables of this group name {where}.", *jobs, fix=fix)
    if shared := _folders(found.jobs) & _folders(backup_jobs(facts, facts.management)):
        return fails(f"{said}; both write to {listed(sorted(shared))}.", *jobs, fix=fix)
    return not_checked(
        f"{said}; which servers the copy's tables name was not read.",
        *jobs,
        settle=f"See which servers admv_BackupDatabases of {found.copies} on {where} names; "
        "declare the copy as a group of its own.",
    )


def _own(facts: Facts) -> list[DatabaseFamily]:
    """The management database's."""
    name = facts.group.management_database.casefold()
    rows = facts.rows(DatabaseFamily, facts.management)
    return [one for one in rows if one.database.casefold() == name]


def _copies(facts: Facts, on: Target, family: str) -> Iterator[str]:
    """Other databases of the same family that are online; replicas are no copies."""
    original = facts.group.management_database
    replicas = replicas_of(facts, facts.management, original)
    same = {facts.management, *(facts.sql(one.server) for one in replicas)}
    online = {one.name for one in facts.rows(Database, on) if one.is_online}
    for one in facts.rows(DatabaseFamily, on):
        itself = on in same and one.database.casefold() == original.casefold()
        if one.family == family and one.database in online and not itself:
            yield one.database


def _enabled_jobs(facts: Facts, on: Target, database: str) -> Iterator[BackupJob]:
    yield from (one for one in backup_jobs(facts, on, database) if one.job.enabled)


def _named(facts: Facts) -> set[Target]:
    """Where the group's tables place databases, and its own server."""
    expected = facts.rows(BackupDatabase, facts.management)
    return {facts.management, *(facts.sql(one.database.server) for one in expected)}


def _folders(jobs: tuple[BackupJob, ...]) -> set[str]:
    steps = [step for job in jobs for step in job.steps]
    return {folder_name(path).upper() for path in backup_paths(steps)}
