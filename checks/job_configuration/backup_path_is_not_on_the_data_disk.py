"""The backups are not on a disk that holds data or log files of the same databases.

Why it matters
--------------
A disk that fails takes the databases and their backups together. A disk that fills up with backups
stops the databases, too.

What is read
------------
The backup paths in the job's steps, and where the databases of the job keep their files
(sys.master_files), on every server. Compared are drive letters and shares: volumes mounted below a
letter, and disks of one storage behind two letters, cannot be told apart from here.

How to fix
----------
Write the backups to another machine, or at least to another disk.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from collections.abc import Iterator

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.job_configuration.configured import configured, group_instances, untold
from checks.wording import listed
from scanner.facts.instances import DatabaseFile
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Verdict, fails, passes
from scanner.model.names import folder_name, is_unc, is_url
from scanner.model.status import Severity
from scanner.recovery.newest import expected_databases

SERVER_AND_SHARE = 4  # the parts of \\server\share, two of them empty


@check(
    id="BC06",
    title="The backups are not on the data disk",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, BackupDatabase, DatabaseFile),
    subjects=each_job,
)
def backup_path_is_not_on_the_data_disk(
    subject: JobSubject, facts: Facts, _limits: NoLimits
) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    found = configured(subject.about, facts)
    paths = {disk(path): path for _, path in found.paths() if not is_url(path)}
    if not list(found.paths()):
        return untold(found, "Every backup step")
    shared = [
        (on, one)
        for on in group_instances(facts)
        for one in _files(facts, on)
        if disk(one.path) in paths
    ]
    steps = [one.step for one, _ in found.paths()]
    if shared:
        where = listed(dict.fromkeys(paths[disk(one.path)] for _, one in shared))
        names = listed(dict.fromkeys(f"{one.database} on {on.name}" for on, one in shared))
        return fails(
            f"The {found.name} writes to {where}, a disk that holds files of {names}.",
            *steps,
            shared[0][1],
            fix=f"Let the {found.name} write to another machine, or at least to another disk.",
        )
    return passes(f"No database of the job keeps files where the {found.name} writes.", *steps)


def _files(facts: Facts, on: Target) -> Iterator[DatabaseFile]:
    expected = expected_databases(facts)
    for one in facts.rows(DatabaseFile, on):
        if (on.name.casefold(), one.database.casefold()) in expected:
            yield one


def disk(path: str) -> str:
    """The drive letter, or the share: as far as a path tells what it lies on."""
    plain = folder_name(path).casefold()
    if is_unc(plain):
        return "\\".join(plain.split("\\")[:SERVER_AND_SHARE])
    return plain[:2]
