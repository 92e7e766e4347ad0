"""A backup path in Azure Blob storage is encrypted, holds no key, and has its credential.

Why it matters
--------------
With http the databases of the group travel in clear text. A shared access signature in the path can
be read by everybody who may see the job, its history or the backup history. Without a credential of
the container's name on the server that writes, no backup arrives.

What is read
------------
The backup paths in the job's steps that are URLs; of the part after a question mark only that it is
there (it is redacted where it is read). sys.credentials of every server that holds a database of
the job: names and identities, never a secret. Whether the signature has expired cannot be read.

How to fix
----------
Write https, and the container's address alone. Put the signature into a SQL Server credential that
is named like the container, on every server, and revoke the one that stood in the path.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from collections.abc import Iterator

from checks.backup_job.jobs import NEEDS, JobSubject, each_job, no_job
from checks.job_configuration.configured import configured, group_instances, untold
from scanner.facts.backup_surroundings import SqlCredential
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.names import is_url
from scanner.model.status import Severity


@check(
    id="BC07",
    title="A backup URL is safe",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, BackupDatabase, SqlCredential),
    subjects=each_job,
)
def backup_url_is_safe(subject: JobSubject, facts: Facts, _limits: NoLimits) -> Verdict:
    if subject.about is None:
        return no_job(facts, subject.on)
    found = configured(subject.about, facts)
    if not list(found.paths()):
        return untold(found, "Every backup step")
    steps = [one.step for one, _ in found.paths()]
    urls = dict.fromkeys(path for _, path in found.paths() if is_url(path))
    if not urls:
        return passes(f"The {found.name} writes to no URL.", *steps)
    if wrong := [flaw for url in urls for flaw in _flaws(url, facts)]:
        return fails(
            f"The {found.name} {'; it '.join(wrong)}.",
            *steps,
            fix=f"Give the {found.name} the https address of a container with a credential.",
        )
    return passes(f"The {found.name} writes to {', '.join(urls)}, with a credential.", *steps)


def _flaws(url: str, facts: Facts) -> Iterator[str]:
    plain, key, _ = url.partition("?")
    if not plain.casefold().startswith("https://"):
        yield f"writes to {plain} without encryption"
    if key:
        yield f"has a key in the address of {plain}"
    for on in group_instances(facts):
        names = [one.name.rstrip("/").casefold() for one in facts.rows(SqlCredential, on)]
        if plain.rstrip("/").casefold() not in names:
            yield f"finds no credential for {plain} on {on.name}"
