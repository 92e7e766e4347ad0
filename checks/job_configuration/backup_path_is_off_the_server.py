"""The backups are written to another machine than the databases they are of.

Why it matters
--------------
A backup on the database server is lost with it. In a group with several SQL Servers a local path is
worse: every server writes to a folder of its own, and no machine holds a whole set.

What is read
------------
The backup paths in the job's steps, and the names of every SQL Server instance that holds a
database of the job, of its machine and of the clustered or listener name that BizTalk uses; the
aliases and addresses that the estate declares of it.

How to fix
----------
Write to a share of a file server, or to Azure Blob storage. Where a group lives on one server only
and its folder is copied away at once, the limit local_on_one_server can allow it.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.job_configuration.configured import Configured, configured, group_instances, untold
from checks.wording import listed
from scanner.facts.instances import Instance
from scanner.facts.topology import BackupDatabase
from scanner.model.access import address
from scanner.model.check import Facts, check
from scanner.model.evidence import Target, TargetKind
from scanner.model.finding import Verdict, fails, passes
from scanner.model.names import LOCAL, host_name, is_unc, is_url, unc_server
from scanner.model.status import Severity

LOOPBACK = frozenset({"127.0.0.1", "::1"})


@dataclass(frozen=True)
class Limits:
    """Whether a group on a single SQL Server may write to that server's own disks."""

    local_on_one_server: bool = False


@check(
    id="BC05",
    title="The backup path is off the server",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, BackupDatabase, Instance),
    subjects=each_job,
    limits=Limits,
)
def backup_path_is_off_the_server(subject: JobSubject, facts: Facts, limits: Limits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    found = configured(subject.about, facts)
    paths = list(found.paths())
    if not paths:
        return untold(found, "Every backup step")
    cited = tuple(one.step for one, _ in paths)
    if wrong := list(dict.fromkeys(_flaws(found, facts, limits))):
        return fails(
            f"The {found.name} {'; it '.join(wrong)}.",
            *cited,
            fix=f"Let the {found.name} write to a share of another machine.",
        )
    places = listed(dict.fromkeys(path for _, path in paths))
    return passes(f"The {found.name} writes to {places}, off its database servers.", *cited)


def _flaws(found: Configured, facts: Facts, limits: Limits) -> Iterator[str]:
    instances = group_instances(facts)
    own = {name for on in instances for name in _names(facts, on)}
    for _, path in found.paths():
        if is_url(path) or "<" in path:
            continue
        if is_unc(path):
            if unc_server(path) in own | LOCAL | LOOPBACK:
                yield f"writes to {path}, a share of a database server itself"
        elif len(instances) > 1:
            yield f"writes to {path}, which is another folder on each of {len(instances)} servers"
        elif not limits.local_on_one_server:
            yield f"writes to {path}, a folder of the database server itself"


def _names(facts: Facts, on: Target) -> Iterator[str]:
    answered = facts.one(Instance, on)
    yield from (_machine(on.name), host_name(answered.machine), _machine(answered.name))
    yield from (_machine(alias) for alias in facts.group.aliases if facts.sql(alias) == on)
    if declared := address(facts.group, TargetKind.SQL, on.name):
        yield host_name(declared.host)


def _machine(instance: str) -> str:
    return host_name(instance.partition("\\")[0].partition(",")[0])
