"""Files of Analysis Services databases: which places keep them, and which file is whose."""

from dataclasses import dataclass
from datetime import UTC, datetime

from checks.wording import listed
from scanner.facts.backup_files import StoredFile
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Facts
from scanner.model.estate import Artefact, Location
from scanner.model.finding import Verdict, fails, not_checked
from scanner.recovery.listing import listing, off_host

EARLIEST = datetime.min.replace(tzinfo=UTC)


def cube_places(facts: Facts, database: DatabaseRef) -> tuple[Location, ...]:
    """Declared locations on other machines than its server."""
    machine = database.server.partition("\\")[0]
    return off_host(facts, Artefact.BAM_ANALYSIS, facts.host(machine))


def cube_backups(facts: Facts, database: DatabaseRef) -> list[StoredFile]:
    """Files .abf with the database's name in theirs, the newest last."""
    found = [
        file
        for place in cube_places(facts, database)
        for file in listing(facts, place.path, facts.host(place.host) if place.host else None)
        if file.exists and not file.is_directory and file.size > 0
        if _is_of(file.name, database.name)
    ]
    return sorted(found, key=lambda file: (file.written or EARLIEST, file.path))


@dataclass(frozen=True)
class Kept:
    """The newest backup of a database; `fix` is what makes a newer one."""

    file: StoredFile
    written: datetime
    fix: str


def newest_kept(facts: Facts, database: DatabaseRef, known: object) -> Kept | Verdict:
    """Else the verdict on its absence, which cites `known`."""
    places = cube_places(facts, database)
    if not places:
        return not_checked(
            f"The estate declares no other machine for backups of {database.name}.",
            known,
            settle=f"Declare where the .abf files of {database.name} are kept (bam_analysis).",
        )
    where = listed(one.path for one in places)
    fix = f"Back up {database.name} on {database.server} as .abf, and copy the file to {where}."
    files = cube_backups(facts, database)
    newest = files[-1] if files else None
    if newest is None or newest.written is None:
        return fails(f"{where} holds no .abf file of {database.name}.", known, fix=fix)
    return Kept(newest, newest.written, fix)


def _is_of(file_name: str, database: str) -> bool:
    plain = file_name.casefold()
    return plain.endswith(".abf") and database.casefold() in plain
