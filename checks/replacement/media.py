"""The places that are declared to hold installation media, and what lies in them."""

from collections.abc import Iterable, Iterator

from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts
from scanner.model.estate import Artefact, Location
from scanner.recovery.listing import listing


def declared(facts: Facts) -> list[Location]:
    return [one for one in facts.group.locations if Artefact.INSTALLATION_MEDIA in one.holds]


def held(facts: Facts, places: Iterable[Location]) -> Iterator[StoredFile]:
    """The files that are not empty."""
    for place in places:
        for file in listing(facts, place.path, facts.host(place.host) if place.host else None):
            if file.exists and not file.is_directory and file.size > 0:
                yield file
