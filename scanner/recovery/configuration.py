"""Exports of the BizTalk configuration: whose they are, where they are kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import PureWindowsPath

from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts
from scanner.model.estate import Artefact, Location
from scanner.model.evidence import Target
from scanner.model.names import host_name
from scanner.recovery.listing import host_of, listing

EVER = datetime.min.replace(tzinfo=UTC)  # a time that is not known must not look recent


@dataclass(frozen=True)
class KeptExport:
    """A file that by its name is a server's export, and the machine that keeps it."""

    file: StoredFile
    location: Location
    keeper: Target

    @property
    def written(self) -> datetime:
        return self.file.written or EVER

    @property
    def is_readable(self) -> bool:
        """Only a host reads XML for us; of a share there is but a listing."""
        return bool(self.location.host)


def places(facts: Facts) -> tuple[Location, ...]:
    """Declared to hold configuration exports."""
    return tuple(one for one in facts.group.locations if Artefact.CONFIGURATION_EXPORT in one.holds)


def place_files(facts: Facts, place: Location) -> tuple[StoredFile, ...]:
    """The folder itself first; then what is in it."""
    return listing(facts, place.path, facts.host(place.host) if place.host else None)


def kept_exports(facts: Facts, server: str) -> tuple[KeptExport, ...]:
    """By name the exports of one server, newest first."""
    found = (
        KeptExport(file, place, host_of(facts, place))
        for place in places(facts)
        for file in xml_files(facts, place)
        if is_named_after(server, file, place)
    )
    return tuple(sorted(found, key=lambda one: (one.written, one.file.path), reverse=True))


def xml_files(facts: Facts, place: Location) -> Iterator[StoredFile]:
    for file in place_files(facts, place):
        suffix = PureWindowsPath(file.path).suffix.casefold()
        if file.exists and not file.is_directory and file.size > 0 and suffix == ".xml":
            yield file


def is_named_after(server: str, file: StoredFile, place: Location) -> bool:
    """By the declared naming; without one, when the server's name is a word of the path below."""
    host = host_name(server).casefold()
    below = file.path[len(file.folder.rstrip("\\")) + 1 :].casefold()
    if place.naming:
        pattern = place.naming.casefold().replace("/", "\\").replace("{host}", host)
        return fnmatchcase(below, pattern)
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(host)}(?![a-z0-9])", below))
