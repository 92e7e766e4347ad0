"""There are three copies of the backups, one of them at another site.

Why it matters
--------------
A backup beside the server burns with the server, and ransomware looks for backups first. BizTalk's
pages ask for at least three copies, one of them kept off site.

What is read
------------
The locations that the estate declares to hold sql_backups, and where the job itself writes. In each
location: the names and sizes of the files of the newest chain that was complete when the limit for
a copy's age began. Contents are not compared. Whether there are enough machines that keep a copy,
and more than one site, is judged by what is declared: two folders of one machine are one copy, and
what no door reaches, such as tapes, a person must say.

How to fix
----------
Copy the files of the backup location, as a whole, to two further machines, one of them elsewhere,
and declare both in the estate with their sites.

Reference: Best Practices for Backing Up and Restoring Databases, https://learn.microsoft.com/en-us/biztalk/core/best-practices-for-backing-up-and-restoring-databases
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PureWindowsPath
from urllib.parse import urlsplit

from checks.destination.restored_sets import sets_until
from checks.wording import count, listed
from scanner.facts.agent_jobs import JobStep
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Instance
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.estate import Artefact, Location
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.names import folder_name, is_unc, is_url, unc_server
from scanner.model.status import Severity
from scanner.recovery.backup_sets import newest_chain
from scanner.recovery.job_step import backup_paths, concerns
from scanner.recovery.listing import host_of, listing
from scanner.recovery.newest import NEEDS, expected_databases, restorable_chain

CITED = 20


@dataclass(frozen=True)
class Limits:
    copies: int = 3
    sites: int = 2
    max_age: timedelta = timedelta(hours=26)


def _places(facts: Facts) -> Iterator[Subject[Location | None]]:
    """The number of the copies, then each copy but the job's own, which BD01 looks at."""
    yield Subject(facts.group.name, None)
    job = _job_folders(facts)
    for one in _declared(facts):
        if folder_name(one.path).casefold() not in job:
            yield Subject(one.path, one, host_of(facts, one))


@check(
    id="BD02",
    title="There are three copies, one elsewhere",
    rows=("B05",),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, StoredFile),
    subjects=_places,
    limits=Limits,
)
def backups_are_copied(subject: Subject[Location | None], facts: Facts, limits: Limits) -> Verdict:
    place = subject.about
    if place is None:
        return _enough(facts, limits)
    rows = _due(facts, limits)
    if not rows and not restorable_chain(facts):
        again = f"Run sp_ForceFullBackup in {facts.group.management_database}, and start the job."
        return fails("No complete chain is known, so no copy of one can be there.", fix=again)
    if not rows:
        return not_checked(
            f"No chain is old enough ({say(limits.max_age)}) to be expected in {place.path}.",
            settle="Scan again when backups are older, or compare by hand.",
        )
    held = _sizes(listing(facts, place.path, host_of(facts, place)))
    originals = _originals(facts, rows)
    missing = [row for row in rows if _size(held, row) < max(1, _size(originals, row))]
    files = count(len(rows), "file")
    if missing:
        names = listed(row.file_name for row in missing)
        return fails(
            f"{len(missing)} of {files} missing or too short in {place.path}: {names}.",
            *missing[:CITED],
            fix=f"Find out why the copying to {place.path} leaves out files, and repeat it.",
        )
    return passes(f"{place.path} holds all {files} of the chain.", rows[0], rows[-1])


def _enough(facts: Facts, limits: Limits) -> Verdict:
    declared = _declared(facts)
    machines = {host_of(facts, one).name for one in declared} | _job_machines(facts)
    sites = {one.site for one in declared if one.site}
    said = f"{count(len(machines), 'machine')} at {count(len(sites), 'named site')}"
    if len(machines) >= limits.copies and len(sites) >= limits.sites:
        return passes(f"Backups are kept on {said}.")
    return not_checked(
        f"Known are {said}; asked for are {limits.copies} copies at {limits.sites} sites.",
        settle="Declare the other locations with their sites, or say where other copies are kept.",
    )


def _declared(facts: Facts) -> tuple[Location, ...]:
    return tuple(one for one in facts.group.locations if Artefact.SQL_BACKUPS in one.holds)


def _job_folders(facts: Facts) -> set[str]:
    return {folder_name(path).casefold() for path in _job_paths(facts)}


def _job_paths(facts: Facts) -> tuple[str, ...]:
    steps = facts.rows(JobStep, facts.management)
    mine = [one for one in steps if concerns(one, facts.group.management_database)]
    return tuple(backup_paths(mine))


def _job_machines(facts: Facts) -> set[str]:
    """Of a path with a drive, the server's own; of a URL, the whole store."""
    own = facts.one(Instance, facts.management).machine
    return {
        urlsplit(path).netloc if is_url(path) else unc_server(path) if is_unc(path) else own
        for path in _job_paths(facts)
    }


def _due(facts: Facts, limits: Limits) -> list[BackupHistoryRow]:
    chain = newest_chain(sets_until(facts, limits.max_age), expected_databases(facts))
    return [row for one in chain for row in one.rows]


def _originals(facts: Facts, rows: Iterable[BackupHistoryRow]) -> dict[str, int]:
    """What is still there of what the job wrote."""
    folders = {(row.location, facts.sql(row.database.server)) for row in rows}
    files = (one for path, on in sorted(folders) for one in listing(facts, path, on))
    return _sizes(files)


def _sizes(files: Iterable[StoredFile]) -> dict[str, int]:
    """By name, the larger of two of one name."""
    held: dict[str, int] = {}
    for one in files:
        if one.exists and not one.is_directory:
            name = PureWindowsPath(one.path).name.casefold()
            held[name] = max(held.get(name, 0), one.size)
    return held


def _size(held: dict[str, int], row: BackupHistoryRow) -> int:
    return held.get(row.file_name.casefold(), 0)
