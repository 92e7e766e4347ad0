"""The folders of the backups are not open to everyone.

Why it matters
--------------
A full backup holds all data of its database: who can read the file can restore it elsewhere and
read messages, parties and the encrypted secrets of Single Sign-On. Who can delete or overwrite the
files takes the restore away; that is what ransomware does first.

What is read
------------
The rights of the file system, by security identifier, on the folders that the job's steps name
on shares, on those that it wrote to since the newest full set, and on the declared locations that
hold SQL backups. Everyone, Authenticated Users, Users, Guests, Network, Anonymous Logon, Domain
Users and Domain Guests may neither read nor change them. The rights of a share can only narrow
these, and are not read; who is in other groups cannot be read from here.

How to fix
----------
In the folder's properties, page Security, end the inheritance and leave administrators of backups,
the accounts of the SQL Server services and the account of btsready (list folder, read permissions).

Reference: Back Up and Restore of SQL Server Databases, https://learn.microsoft.com/en-us/sql/relational-databases/backup-restore/back-up-and-restore-of-sql-server-databases
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.backup_job.jobs import NEEDS, each_job
from checks.job_configuration.configured import configured
from checks.permissions.openness import judged, rights_on
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.folder_rights import FolderRights
from scanner.facts.instances import Instance
from scanner.model.check import Facts, NoLimits, check
from scanner.model.estate import Artefact
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked
from scanner.model.names import folder_name, is_unc, is_url
from scanner.model.status import Severity
from scanner.recovery.destinations import rows_since_full


@dataclass(frozen=True)
class Place:
    """A folder with the machine whose drive it is on, if it is no share."""

    folder: str
    on: Target | None = None

    @property
    def name(self) -> str:
        return f"{self.on.name}/{self.folder}" if self.on else self.folder


def _places(facts: Facts) -> Iterator[Subject[Place | None]]:
    """Without a full set nobody can say which folders there are: that is a subject too."""
    written = tuple(_written_to(facts))
    if not written:
        yield Subject(facts.group.name, None)
    found = (*written, *_configured(facts), *_declared(facts))
    named = {one.name.casefold(): one for one in reversed(found)}
    for _, one in sorted(named.items()):
        yield Subject(one.name, one)


def _written_to(facts: Facts) -> Iterator[Place]:
    for one in rows_since_full(facts):
        yield _place(one.location, facts.sql(one.database.server))


def _configured(facts: Facts) -> Iterator[Place]:
    """On shares: what a drive path means is told by what was written there."""
    for subject in each_job(facts):
        for _, path in configured(subject.about, facts).paths() if subject.about else ():
            if is_unc(path):
                yield _place(path, None)


def _declared(facts: Facts) -> Iterator[Place]:
    for one in facts.group.locations:
        if Artefact.SQL_BACKUPS in one.holds:
            yield _place(one.path, facts.host(one.host) if one.host else None)


def _place(path: str, on: Target | None) -> Place:
    if is_url(path):
        return Place(path)
    return Place(folder_name(path), None if is_unc(path) else on)


@check(
    id="PE08",
    title="The folders of the backups are not open to everyone",
    rows=("B02",),
    severity=Severity.HIGH,
    needs=(*NEEDS, BackupHistoryRow, FolderRights, Instance),
    subjects=_places,
)
def backups_are_not_open_to_everyone(
    subject: Subject[Place | None], facts: Facts, _limits: NoLimits
) -> Verdict:
    place = subject.about
    if place is None:
        return fails(
            "No full set is known, so nobody can say which folders hold backups.",
            fix="Run the backup job as BS01 says; then scan again.",
        )
    if is_url(place.folder):
        return not_checked(
            f"Azure alone knows who may read {place.folder}; it is not asked.",
            settle="Look whether the container allows anonymous access, and who has its keys.",
        )
    return judged(rights_on(facts, place.folder, place.on), "backups of databases", place.name)
