"""What a restore has really proved: all databases of a group brought to one mark."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from scanner.facts.backup_chain import Restore
from scanner.recovery.backup_sets import DatabaseKey

VERIFIED_ONLY = "V"
ByMark: TypeAlias = Mapping[str, Mapping[str, datetime]]


@dataclass(frozen=True)
class Drill:
    """Every expected database was restored to `mark`, the last one at `done` (UTC)."""

    mark: str
    done: datetime


@dataclass(frozen=True)
class Attempt:
    """Some of the expected databases were restored to `mark`, the last one at `done` (UTC)."""

    mark: str
    done: datetime
    names: frozenset[str]


def newest_drill(restores: Iterable[Restore], expected: Iterable[DatabaseKey]) -> Drill | None:
    """By the names of the databases that were backed up: a drill may restore under other names."""
    marked = (
        (one.stop_at_mark, one.source_database or one.database, one.restored)
        for one in restores
        if one.stop_at_mark and one.type != VERIFIED_ONLY
    )
    return newest_whole(by_mark(marked), {name for _, name in expected})


def by_mark(restored: Iterable[tuple[str, str, datetime]]) -> ByMark:
    """From mark, database and moment of each restore."""
    held: dict[str, dict[str, datetime]] = defaultdict(dict)
    for mark, database, moment in restored:
        name = database.casefold()
        held[mark][name] = max(moment, held[mark].get(name, moment))
    return held


def newest_whole(held: ByMark, wanted: Set[str]) -> Drill | None:
    found = (
        Drill(mark, max(done[name] for name in wanted))
        for mark, done in held.items()
        if wanted and wanted <= done.keys()
    )
    return max(found, key=lambda drill: drill.done, default=None)


def newest_attempt(held: ByMark, wanted: Set[str]) -> Attempt | None:
    """Of those that brought any of the databases to a mark, however many they left out."""
    found = (
        Attempt(mark, max(done[name] for name in there), frozenset(there))
        for mark, done in held.items()
        if (there := wanted & done.keys())
    )
    return max(found, key=lambda attempt: attempt.done, default=None)
