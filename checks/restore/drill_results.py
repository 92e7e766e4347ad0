"""Results of drills that were kept as files, such as of dbatools' Test-DbaLastBackup."""

from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts
from scanner.model.estate import Artefact
from scanner.recovery.listing import listing


def newest_result(facts: Facts) -> StoredFile | None:
    """No door reads CSV or JSON, so its name and its date are all that is known of it."""
    found = [
        (file.written, file)
        for place in facts.group.locations
        if Artefact.DRILL_RESULT in place.holds
        for file in listing(facts, place.path, facts.host(place.host) if place.host else None)
        if file.exists and not file.is_directory and file.size > 0 and file.written
    ]
    return max(found, key=lambda one: one[0])[1] if found else None
