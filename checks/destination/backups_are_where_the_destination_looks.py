"""The backups are where the destination looks for them.

Why it matters
--------------
A destination reads the backup files from the folder that the history of the source gives, unless
bts_LogShippingDatabases names another one for a database: somebody entered it when the files were
moved. When they are moved again, or the copying to that folder stops, the destination restores
nothing more, and on the day of the disaster looks in the wrong place.

What is read
------------
DBFileLocation (full backups) and LogFileLocation (logs) in bts_LogShippingDatabases of each
declared destination, one row for each database that it must restore. Where one is filled in: the
names and sizes of the files in that folder, looked through for the newest full and log backup that
is older than the limit for copying. An empty one means the folder of the source,
which BD01 looks at.

How to fix
----------
Correct DBFileLocation and LogFileLocation, or set them to NULL; or repair the copying to the folder
that they name.

Reference: How to Restore Your Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PureWindowsPath

from checks.destination.destinations import each_destination, to_restore
from checks.destination.restored_sets import (
    DATABASE,
    from_table,
    sets_until,
    value,
    without_history,
)
from checks.wording import count, listed
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Database
from scanner.facts.log_shipping import LogShippingDatabase, LogShippingTable
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_sets import FULL, LOG, DatabaseKey
from scanner.recovery.listing import listing
from scanner.recovery.newest import NEEDS, key_of

COLUMNS: Mapping[str, str] = {FULL: "dbfilelocation", LOG: "logfilelocation"}
Rows = Mapping[str, LogShippingDatabase]


@dataclass(frozen=True)
class Limits:
    max_age: timedelta = timedelta(hours=2)


@check(
    id="LS14",
    title="The backups are where the destination looks",
    rows=("B05",),
    severity=Severity.HIGH,
    needs=(*NEEDS, Database, LogShippingDatabase, LogShippingTable, StoredFile),
    subjects=each_destination,
    limits=Limits,
)
def backups_are_where_the_destination_looks(
    subject: Subject[Target], facts: Facts, limits: Limits
) -> Verdict:
    on = subject.about
    return without_history(facts) or from_table(
        facts, on, LogShippingDatabase, lambda rows: _placed(rows, on, facts, limits)
    )


def _placed(
    rows: tuple[LogShippingDatabase, ...], on: Target, facts: Facts, limits: Limits
) -> Verdict:
    by_name = {(value(one.values, DATABASE) or "").casefold(): one for one in rows}
    wanted = to_restore(facts, on)
    forgotten = [one for one in wanted if one.database.name.casefold() not in by_name]
    if forgotten or not wanted:
        names = listed(one.database.name for one in forgotten) or "a database"
        return fails(
            f"{on.name} does not restore {names}: bts_LogShippingDatabases has no row of it.",
            *forgotten[:3],
            fix=f"Configure {on.name} anew as a destination, with every database.",
        )
    wrong = list(_wrong(by_name, wanted, on, facts, limits))
    if wrong:
        return fails(
            f"{on.name} does not find backups where it looks: {listed(said for said, _ in wrong)}.",
            *(row for _, row in wrong[:3]),
            fix=f"Correct bts_LogShippingDatabases on {on.name}, or bring the files there.",
        )
    moved = sum(any(value(one.values, name) for name in COLUMNS.values()) for one in rows)
    said = (
        f"of {count(moved, 'database')} elsewhere, and the files are there"
        if moved
        else ("where the source writes them")
    )
    return passes(f"{on.name} looks for backups {said}.", *rows[:3])


def _wrong(
    by_name: Rows, wanted: Iterable[BackupDatabase], on: Target, facts: Facts, limits: Limits
) -> Iterator[tuple[str, LogShippingDatabase]]:
    """Each as part of a sentence, with the row that names the folder."""
    due = _due(facts, limits)
    for one in wanted:
        row = by_name[one.database.name.casefold()]
        for kind, column in COLUMNS.items():
            folder = value(row.values, column)
            if not folder or not folder.strip():
                continue
            held = listing(facts, folder, on)
            names = {PureWindowsPath(file.path).name.casefold() for file in held if file.size}
            sought = due.get((key_of(facts, one.database), kind))
            if not held[0].exists:
                yield f"{folder} is not there", row
            elif sought and sought.file_name.casefold() not in names:
                yield f"{folder} lacks {sought.file_name}", row


def _due(facts: Facts, limits: Limits) -> Mapping[tuple[DatabaseKey, str], BackupHistoryRow]:
    """The newest full and log backup of each database that must have been copied by now."""
    rows = (row for one in sets_until(facts, limits.max_age) for row in one.rows)
    return {(key_of(facts, row.database), row.type): row for row in rows}
