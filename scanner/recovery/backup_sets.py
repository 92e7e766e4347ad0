"""Rows of adm_BackupHistory as the sets that they form (biztalk-docs, partial backup sets)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeAlias

from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.topology import DatabaseRef

FULL = "db"
LOG = "lg"

DatabaseKey: TypeAlias = tuple[str, str]
KeyOf: TypeAlias = Callable[[DatabaseRef], DatabaseKey]


@dataclass(frozen=True)
class BackupSet:
    """What one run of one step wrote: `type` 'db' (full) or 'lg' (log)."""

    id: int
    type: str
    rows: tuple[BackupHistoryRow, ...]
    databases: frozenset[DatabaseKey]

    @property
    def stamp(self) -> datetime:
        """BackupDateTime as stored, one for the whole set; UTC or local is not settled here."""
        return min(row.stamp for row in self.rows)

    @property
    def mark(self) -> str:
        """Empty for full sets: their rows carry none."""
        return next((row.mark for row in self.rows if row.mark), "")

    @property
    def is_flagged_complete(self) -> bool:
        return all(row.set_complete for row in self.rows)

    def is_complete(self, expected: frozenset[DatabaseKey]) -> bool:
        """Flagged, and really holding every database that is expected today."""
        return self.is_flagged_complete and expected <= self.databases


def backup_sets(rows: Iterable[BackupHistoryRow], key_of: KeyOf) -> tuple[BackupSet, ...]:
    """In the order of their ids, the only order that marks and clocks cannot disturb."""
    ordered = sorted(rows, key=lambda row: (row.set_id, row.type))
    grouped = groupby(ordered, key=lambda row: (row.set_id, row.type))
    return tuple(_set(id_, type_, tuple(rows), key_of) for (id_, type_), rows in grouped)


def _set(id_: int, type_: str, rows: tuple[BackupHistoryRow, ...], key_of: KeyOf) -> BackupSet:
    return BackupSet(id_, type_, rows, frozenset(key_of(row.database) for row in rows))


def holes(sets: Sequence[BackupSet], next_id: int) -> tuple[int, ...]:
    """Ids taken by runs that failed before their first row, since the oldest set kept."""
    known = {one.id for one in sets}
    return tuple(
        number for number in range(min(known, default=next_id), next_id) if number not in known
    )


def newest_full(sets: Iterable[BackupSet], expected: frozenset[DatabaseKey]) -> BackupSet | None:
    """The newest complete full set."""
    full = (one for one in sets if one.type == FULL and one.is_complete(expected))
    return max(full, key=lambda one: one.id, default=None)


def newest_chain(
    sets: Sequence[BackupSet], expected: frozenset[DatabaseKey]
) -> tuple[BackupSet, ...]:
    """The complete full set that leads furthest, and its complete log sets up to the newest one.

    A partial log set ends a chain: log shipping skips everything up to the next full set. A later
    full set starts anew, so the shortest chain to the newest point is given. Empty without one.
    """
    chain: tuple[BackupSet, ...] = ()
    best: tuple[BackupSet, ...] = ()
    for one in sets:
        complete = one.is_complete(expected)
        if one.type == FULL:
            chain = (one,) if complete else chain
        elif chain:
            chain = (*chain, one) if complete else ()
            best = chain or best
    return best
