"""Exported XML files as the hosts that keep them read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from scanner.facts.applications import ExportedPart
from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts
from scanner.model.estate import EXPORTED_XML
from scanner.model.evidence import Target
from scanner.model.names import folder_name, is_unc
from scanner.recovery.listing import path_key


@dataclass(frozen=True)
class Opened:
    """What was read of one file; nothing when it was not among the files opened."""

    parts: tuple[ExportedPart, ...]

    @property
    def is_xml(self) -> bool:
        return any(one.readable for one in self.parts)

    @property
    def is_bindings(self) -> bool:
        return any(one.kind == "bindings" for one in self.parts)

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.kind, one.name) for one in self.parts)


def opened(files: Iterable[StoredFile], facts: Facts) -> dict[StoredFile, Opened]:
    """Of those that a host keeps; a share is listed, and no file on it is opened."""
    return {file: Opened(_parts(file, facts)) for file in files if not is_unc(file.path)}


def _parts(file: StoredFile, facts: Facts) -> tuple[ExportedPart, ...]:
    wanted = path_key(file.path)
    return tuple(
        one
        for on in _hosts(file, facts)
        for one in facts.rows(ExportedPart, on)
        if path_key(one.file) == wanted
    )


def _hosts(file: StoredFile, facts: Facts) -> list[Target]:
    folder = folder_name(file.folder).casefold()
    declared = (one for one in facts.group.locations if one.host and EXPORTED_XML & {*one.holds})
    mine = (one for one in declared if folder_name(one.path).casefold() == folder)
    return list(dict.fromkeys(facts.host(one.host) for one in mine))
