"""Results of dbatools' Test-DbaLastBackup that were kept as files, and what they weigh."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from checks.wording import count, listed, when
from scanner.facts.backup_files import StoredFile
from scanner.facts.drills import DrillResult
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts
from scanner.model.estate import Artefact, Location
from scanner.model.finding import Vouched
from scanner.model.names import is_unc
from scanner.recovery.kept_result import KeptDrill, kept_drill
from scanner.recovery.listing import listing
from scanner.recovery.newest import key_of

PROGRAM = "dbatools Test-DbaLastBackup, imported"
CITED = 20


@dataclass(frozen=True)
class Weighed:
    """What the newest result says: a sentence, empty without one, and the statement that it makes
    where it covers a drill."""

    sentence: str = ""
    cites: tuple[DrillResult, ...] = ()
    vouched: Vouched | None = None


def weighed(facts: Facts, interval: timedelta) -> Weighed:
    """Each database was restored by itself, so it proves no mark: it only weighs as a statement."""
    rows = max(_kept(facts), key=lambda found: (found[0].written, found[0].path), default=())
    if not rows:
        return Weighed()
    wanted = [one.database for one in facts.rows(BackupDatabase, facts.management)]
    drill = kept_drill(rows, wanted, lambda database: key_of(facts, database))
    file, cited = rows[0], (drill.rows or rows)[:CITED]
    rejected = f"{file.path} does not count"
    if drill.at is None:
        return Weighed(f"{rejected}: {'; '.join(drill.flaws)}.", cited)
    if facts.age(drill.at, facts.management) >= interval:
        return Weighed(f"{rejected}: it tells of {when(drill.at)} at the earliest.", cited)
    said = _statement(drill, drill.at)
    until = drill.at + interval
    vouched = Vouched(PROGRAM, said, file.path, file.sha256, drill.at, until)
    return Weighed(f"{file.path} says: {said} It weighs as an attestation.", cited, vouched)


def _kept(facts: Facts) -> Iterator[tuple[DrillResult, ...]]:
    """The newest file of each share that keeps results."""
    for place in _places(facts):
        if is_unc(place.path) and (rows := facts.rows(DrillResult, facts.folder(place.path))):
            yield rows


def _places(facts: Facts) -> Iterator[Location]:
    return (one for one in facts.group.locations if Artefact.DRILL_RESULT in one.holds)


def _statement(drill: KeptDrill, at: datetime) -> str:
    number = count(len(drill.rows), "database")
    checked = "DBCC found nothing."
    if drill.unchecked:
        checked = f"DBCC was not asked for on {listed(drill.unchecked)}."
    return (
        f"All {number} were restored on {when(at)} at the earliest, each by itself to its "
        f"last backup, not to one mark. {checked}"
    )


def unread_result(facts: Facts, interval: timedelta) -> StoredFile | None:
    """The newest file on a host: its reader answers no content, so only its date is known."""
    found = [
        (file.written, file)
        for place in _places(facts)
        if not is_unc(place.path)
        for file in listing(facts, place.path, facts.host(place.host))
        if file.exists and not file.is_directory and file.size > 0 and file.written
    ]
    newest = max(found, key=lambda one: one[0], default=None)
    recent = newest and facts.age(newest[0], facts.management) <= interval
    return newest[1] if newest and recent else None
