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
declared destination, one row for each database of the job that is there. Where one is filled in:
the names and sizes of the files in that folder, looked through for the newest full and log backup
that is older than the limit for copying. An empty one means the folder of the source,
which BD01 looks at.

How to fix
----------
Correct DBFileLocation and LogFileLocation, or set them to NULL; or repair the copying to the folder
that they name.

Reference: How to Restore Your Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PureWindowsPath

from checks.destination.destinations import each_destination, waiting_at
from checks.destination.restored_sets import (
    DATABASE,
    from_table,
    sets_until,
    value,
    without_history,
)
from checks.wording import listed
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


@dataclass(frozen=True)
class Limits:
    max_age: timedelta = timedelta(hours=2)


@dataclass(frozen=True)
class Moved:
    """Another folder for the backups of one kind of one database, and the row that names it."""

    database: BackupDatabase
    kind: str
    folder: str
    row: LogShippingDatabase


@check(
    id="LS11",
    title="The backups are where the destination looks",
    rows=("B05", "R01"),
    severity=Severity.HIGH,
    needs=(*NEEDS, Database, LogShippingDatabase, LogShippingTable, StoredFile),
    subjects=each_destination,
    limits=Limits,
)
def backups_are_where_the_destination_looks(
    subject: Subject[Target], facts: Facts, limits: Limits
) -> Verdict:
    on = subject.about
    return from_table(facts, on, LogShippingDatabase, lambda rows: _placed(rows, on, facts, limits))


def _placed(
    rows: tuple[LogShippingDatabase, ...], on: Target, facts: Facts, limits: Limits
) -> Verdict:
    by_name = {(value(one.values, DATABASE) or "").casefold(): one for one in rows}
    wanted = waiting_at(facts, on)
    forgotten = [one for one in wanted if one.database.name.casefold() not in by_name]
    if forgotten or not wanted:
        names = listed(one.database.name for one in forgotten) or "a database"
        return fails(
            f"{on.name} does not restore {names}: bts_LogShippingDatabases has no row of it.",
            *forgotten[:3],
            fix=f"Configure {on.name} anew as a destination, with every database.",
        )
    moved = [place for one in wanted for place in _moved(one, by_name)]
    if not moved:
        said = f"{on.name} looks for the backups where the source writes them."
        return passes(said, *rows[:3])
    return without_history(facts) or _looked_through(moved, on, facts, limits)


def _moved(one: BackupDatabase, by_name: Mapping[str, LogShippingDatabase]) -> Iterator[Moved]:
    row = by_name[one.database.name.casefold()]
    for kind, column in COLUMNS.items():
        folder = (value(row.values, column) or "").strip()
        if folder:
            yield Moved(one, kind, folder, row)


def _looked_through(moved: Sequence[Moved], on: Target, facts: Facts, limits: Limits) -> Verdict:
    due = _due(facts, limits)
    wrong = {}
    for one in moved:
        held = listing(facts, one.folder, on)
        names = {PureWindowsPath(file.path).name.casefold() for file in held if file.size}
        sought = due.get((key_of(facts, one.database.database), one.kind))
        if not held[0].exists:
            wrong[f"{one.folder} is not there"] = one.row
        elif sought and sought.file_name.casefold() not in names:
            wrong[f"{one.folder} lacks {sought.file_name}"] = one.row
    if wrong:
        return fails(
            f"{on.name} does not find backups where it looks: {listed(wrong)}.",
            *list(wrong.values())[:3],
            fix=f"Correct bts_LogShippingDatabases on {on.name}, or bring the files there.",
        )
    folders = listed(dict.fromkeys(one.folder for one in moved))
    said = f"{on.name} looks for backups in {folders} too, and finds the newest there."
    return passes(said, *(one.row for one in moved[:3]))


def _due(facts: Facts, limits: Limits) -> Mapping[tuple[DatabaseKey, str], BackupHistoryRow]:
    """The newest full and log backup of each database that must have been copied by now."""
    rows = (row for one in sets_until(facts, limits.max_age) for row in one.rows)
    return {(key_of(facts, row.database), row.type): row for row in rows}
