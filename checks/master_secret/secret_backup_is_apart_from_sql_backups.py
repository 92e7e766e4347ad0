"""The backup of the master secret does not lie among backups of SQL Server.

Why it matters
--------------
Both are called .bak. A clean-up that deletes old .bak files of SQL Server deletes the secret's too,
and whoever restores picks the wrong one: Single Sign-On then logs event 10564, a file of a wrong
format. Microsoft advises that no other .bak files lie in that folder.

What is read
------------
Names and sizes of the files in the declared locations that hold master secret backups. A file of
the secret has a few KB; a .bak, .trn or .dif file of more than 64 KB is taken for one of SQL
Server. No file is opened.

How to fix
----------
Move the backup of the master secret to a folder of its own, and correct the location in the estate.

Reference: How to Back Up the Master Secret, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-master-secret
"""

from collections.abc import Iterable
from pathlib import PureWindowsPath

from checks.wording import count, listed
from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts, NoLimits, check
from scanner.model.estate import Artefact, Location
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.listing import listing
from scanner.recovery.master_secret import LARGEST

OF_SQL_SERVER = frozenset({".bak", ".trn", ".dif"})
CITED = 20


def _places(facts: Facts) -> Iterable[Subject[Location]] | Verdict:
    found = [one for one in facts.group.locations if Artefact.SECRET_BACKUP in one.holds]
    if not found:
        return not_checked(
            "The estate declares no place where the master secret's backup is kept.",
            settle="Declare the folder under locations with holds: [master_secret].",
        )
    named = {f"{one.host}/{one.path}" if one.host else one.path: one for one in found}
    return [
        Subject(name, one, facts.folder(one.path, _host(facts, one))) for name, one in named.items()
    ]


def _host(facts: Facts, place: Location) -> Target | None:
    return facts.host(place.host) if place.host else None


@check(
    id="MS07",
    title="The backup of the master secret is apart from SQL Server's backups",
    rows=("B09",),
    severity=Severity.MEDIUM,
    needs=(StoredFile,),
    subjects=_places,
)
def secret_backup_is_apart_from_sql_backups(
    subject: Subject[Location], facts: Facts, _limits: NoLimits
) -> Verdict:
    place = subject.about
    root, *found = listing(facts, place.path, _host(facts, place))
    if not root.exists:
        return passes(f"{place.path} is not there, so nothing lies in it.", root)
    folders = {_folder(one) for one in found if _may_be_secret(one)}
    beside = [one for one in found if _is_of_sql_server(one) and _folder(one) in folders]
    if beside:
        return fails(
            f"In {place.path}, {count(len(beside), 'backup file')} of SQL Server lie beside what "
            f"may be the master secret's: {listed(one.name for one in beside)}.",
            *beside[:CITED],
            fix="Move the master secret's backup to a folder of its own.",
        )
    return passes(f"No backup of SQL Server lies beside the master secret's in {place.path}.", root)


def _folder(file: StoredFile) -> PureWindowsPath:
    return PureWindowsPath(file.path).parent


def _may_be_secret(file: StoredFile) -> bool:
    return not file.is_directory and 0 < file.size <= LARGEST


def _is_of_sql_server(file: StoredFile) -> bool:
    suffix = PureWindowsPath(file.path).suffix.casefold()
    return not file.is_directory and file.size > LARGEST and suffix in OF_SQL_SERVER
