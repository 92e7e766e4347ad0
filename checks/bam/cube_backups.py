"""Files of Analysis Services databases: which places keep them, and which file is whose."""

from datetime import UTC, datetime

from scanner.facts.backup_files import StoredFile
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Facts
from scanner.model.estate import Artefact, Location
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


def _is_of(file_name: str, database: str) -> bool:
    plain = file_name.casefold()
    return plain.endswith(".abf") and database.casefold() in plain
