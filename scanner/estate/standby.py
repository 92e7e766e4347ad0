"""Folders that a log shipping destination depends on: of database files, and of moved backups."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from scanner.facts.instances import DatabaseFile
from scanner.facts.log_shipping import LogShippingDatabase
from scanner.model.check import MissingEvidence
from scanner.model.evidence import Target
from scanner.recovery.database_folders import folders

LOCATIONS = ("dbfilelocation", "logfilelocation")

Fact = TypeVar("Fact")


class Known(Protocol):
    def rows(self, kind: type[Fact], on: Target) -> tuple[Fact, ...]: ...


class Held(Protocol):
    """A database of the backup job with the instance that holds it."""

    @property
    def on(self) -> Target: ...

    @property
    def database(self) -> str: ...


def standby_folders(
    destination: Target, databases: Iterable[Held], known: Known, *, alone: bool
) -> tuple[str, ...]:
    """Each once. Where a file of the destination lies already, the folder needs no looking for.

    A destination that is `alone` restores every database, one of several those that it has.
    """
    here = _rows(known, DatabaseFile, destination)
    restored, there = {one.database.casefold() for one in here}, folders(here)
    needed: dict[str, str] = {}
    for held in databases:
        if alone or held.database.casefold() in restored:
            needed |= folders(_files(known, held))
    doubtful = [path for key, path in needed.items() if key not in there]
    return tuple(dict.fromkeys([*doubtful, *_moved(known, destination)]))


def _files(known: Known, held: Held) -> Iterator[DatabaseFile]:
    name = held.database.casefold()
    yield from (
        one for one in _rows(known, DatabaseFile, held.on) if one.database.casefold() == name
    )


def _moved(known: Known, destination: Target) -> Iterator[str]:
    """Where backups are looked for instead of at the source's location."""
    for one in _rows(known, LogShippingDatabase, destination):
        for column, text in one.values.items():
            if column.casefold() in LOCATIONS and text and text.strip():
                yield text


def _rows(known: Known, kind: type[Fact], on: Target) -> tuple[Fact, ...]:
    try:
        return known.rows(kind, on)
    except MissingEvidence:
        return ()
