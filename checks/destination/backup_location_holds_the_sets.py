"""The backup location really holds the files of the newest sets.

Why it matters
--------------
The history says what the job wrote, not what is there today. Files are deleted by age, moved to
make room, or never arrived whole; SQL Server can report success for a write over the network that
was lost. Of a chain, one missing log file ends the restore.

What is read
------------
For every database that the job must back up: the names, sizes and times of the files in the folder
that adm_BackupHistory gives, on the share, or on the server's own machine for a path with a drive.
Looked for are the files of the newest complete full set, and of the sets by which a restore reaches
the newest log set, should that lead from an older one. Files are not opened; a file of 0 bytes
counts as missing, and so does one that is shorter than the compressed_backup_size that msdb
recorded for it. Where msdb has no record of a file any more, only its presence is judged.

How to fix
----------
Bring the missing files back from a copy, or run sp_ForceFullBackup in the management database and
start the backup job, so that a new chain begins. Change the deletion of old files so that the last
complete full set and every log set after it stay.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

from collections.abc import Iterable, Iterator

from checks.wording import count, listed
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow, RecordedBackup
from scanner.facts.instances import Instance
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_sets import BackupSet, newest_full
from scanner.recovery.listing import listing, path_key
from scanner.recovery.newest import (
    all_sets,
    expected_databases,
    key_of,
    recorded_on,
    restorable_chain,
)
from scanner.recovery.utc_or_local import by_file

CITED = 20  # of hundreds: the message counts them all


def _databases(facts: Facts) -> Iterator[Subject[BackupDatabase]]:
    expected = facts.rows(BackupDatabase, facts.management)
    for one in {key_of(facts, one.database): one for one in expected}.values():
        server = facts.sql(one.database.server)
        yield Subject(f"{server.name}/{one.database.name}", one, server)


@check(
    id="BD01",
    title="The backup location holds the newest sets",
    rows=("B05", "R01"),
    severity=Severity.CRITICAL,
    needs=(BackupDatabase, BackupHistoryRow, Instance, RecordedBackup, StoredFile),
    subjects=_databases,
)
def backup_location_holds_the_sets(
    subject: Subject[BackupDatabase], facts: Facts, _limits: NoLimits
) -> Verdict:
    database = subject.about.database
    rows = _promised(subject.about, facts)
    again = f"Run sp_ForceFullBackup in {facts.group.management_database} and start the backup job."
    if not rows:
        return fails(
            f"No complete full set is known, so no file of {database.name} can be looked for.",
            subject.about,
            fix=again,
        )
    folders = dict.fromkeys(row.location for row in rows)
    present = _present(facts, folders, facts.sql(database.server))
    least = _least_sizes(facts, facts.sql(database.server))
    missing = [row for row in rows if not _size(present, row)]
    short = [row for row in rows if 0 < _size(present, row) < least.get(_name(row), 0)]
    where, files = listed(folders), count(len(rows), "file")
    lost = [*missing, *short]
    if lost:
        names = listed(row.file_name for row in lost)
        flaw = "missing, empty or shorter than msdb recorded" if short else "missing or empty"
        return fails(
            f"{len(lost)} of {files} of {database.name} {flaw} in {where}: {names}.",
            *lost[:CITED],
            fix=f"Bring the files of {database.name} back to {where}. Otherwise: {again}",
        )
    return passes(f"{where} holds all {files} of {database.name}, none empty.", rows[0], rows[-1])


def _present(facts: Facts, folders: Iterable[str], server: Target) -> dict[str, StoredFile]:
    return {
        path_key(one.path): one
        for folder in folders
        for one in listing(facts, folder, server)
        if one.exists and not one.is_directory
    }


def _least_sizes(facts: Facts, server: Target) -> dict[str, int]:
    """By file name: no whole file of a recorded backup is shorter."""
    records = by_file(recorded_on(facts, server))
    return {name: max(one.least_file_size for one in found) for name, found in records.items()}


def _name(row: BackupHistoryRow) -> str:
    return row.file_name.casefold()


def _promised(one: BackupDatabase, facts: Facts) -> list[BackupHistoryRow]:
    """The rows of one database in the newest chain, and in a full set that has no log set yet."""
    key = key_of(facts, one.database)
    sets = {each.id: each for each in (*restorable_chain(facts), *_newest_full(facts))}
    rows = (row for each in sets.values() for row in each.rows)
    return [row for row in rows if key_of(facts, row.database) == key]


def _newest_full(facts: Facts) -> tuple[BackupSet, ...]:
    full = newest_full(all_sets(facts), expected_databases(facts))
    return (full,) if full else ()


def _size(present: dict[str, StoredFile], row: BackupHistoryRow) -> int:
    """0 for a file that is not there."""
    found = present.get(path_key(row.path))
    return found.size if found else 0
