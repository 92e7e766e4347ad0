"""What a restore has really proved: all databases of a group brought to one mark."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scanner.facts.backup_chain import Restore
from scanner.recovery.backup_sets import DatabaseKey

VERIFIED_ONLY = "V"


@dataclass(frozen=True)
class Drill:
    """Every expected database was restored to `mark`, the last one at `done` (UTC)."""

    mark: str
    done: datetime


def newest_drill(restores: Iterable[Restore], expected: Iterable[DatabaseKey]) -> Drill | None:
    """By the names of the databases that were backed up: a drill may restore under other names."""
    wanted = {name for _, name in expected}
    held: dict[str, dict[str, datetime]] = defaultdict(dict)
    for one in restores:
        if one.stop_at_mark and one.type != VERIFIED_ONLY:
            name = (one.source_database or one.database).casefold()
            known = held[one.stop_at_mark]
            known[name] = max(one.restored, known.get(name, one.restored))
    found = (
        Drill(mark, max(done[name] for name in wanted))
        for mark, done in held.items()
        if wanted and wanted <= done.keys()
    )
    return max(found, key=lambda drill: drill.done, default=None)
