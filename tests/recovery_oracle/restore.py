"""RESTORE, tried in every order: what can really be reached, database by database.

A log backup goes on from where a database stands when its LSNs enclose that place and it is of the
same recovery fork; a mark can be stopped at in a log backup that holds it and no bulk changes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.recovery_oracle.server import FULL, LOG, SIZE, Backup, Record
from tests.recovery_oracle.world import ARCHIVE, NUL, SimSet, World

Survives = Callable[[str], bool]  # by the machine's name


@dataclass(frozen=True, eq=False)
class Standing:
    """A database in RESTORING: up to which record, where its log goes on, on which fork."""

    newest: Record
    lsn: int
    fork: int


def restore_full(backup: Backup) -> Standing:
    return Standing(backup.ends_with, backup.last, backup.last_fork)


def restore_log(at: Standing, log: Backup) -> Standing | None:
    """None: RESTORE refuses it."""
    if {log.first_fork, log.last_fork} != {at.fork} or not log.first <= at.lsn <= log.last:
        return None
    more = [one for one in log.records if one.lsn >= at.lsn]
    assert not more or more[0].before is at.newest, "the model would splice what never was"
    return Standing(more[-1] if more else at.newest, log.last, log.last_fork)


def can_stop(at: Standing, log: Backup, mark: str) -> bool:
    return (
        restore_log(at, log) is not None
        and not log.has_bulk
        and any(one.mark == mark and one.lsn >= at.lsn for one in log.records)
    )


def reaches(fulls: Iterable[Backup], logs: Sequence[Backup], mark: str) -> bool:
    """Whether any order of any of these backups ends at the mark."""
    todo = [restore_full(one) for one in fulls]
    seen: set[tuple[int, int, int]] = set()
    while todo:
        at = todo.pop()
        if (id(at.newest), at.lsn, at.fork) in seen:
            continue
        seen.add((id(at.newest), at.lsn, at.fork))
        for log in logs:
            if can_stop(at, log, mark):
                return True
            after = restore_log(at, log)
            if after is not None:
                todo.append(after)
    return False


@dataclass(frozen=True)
class Oracle:
    """`survives` says of which machines files are left; `forgives` takes deleted files for there,
    but not those that are there and too short."""

    world: World
    survives: Survives = lambda _machine: True
    forgives: bool = False

    def pairs(self) -> dict[int, list[SimSet]]:
        """Of every full set by its id, the log sets whose marks it can be restored to."""
        whole = [one for one in self.world.sets if self.is_whole(one)]
        logs = [one for one in self.world.sets if one.kind == "lg"]
        return {
            full.id: [one for one in logs if one.id > full.id and self._leads(full, one)]
            for full in whole
            if full.kind == "db"
        }

    def newest(self) -> int | None:
        return max((one.id for found in self.pairs().values() for one in found), default=None)

    def guaranteed(self) -> int | None:
        """A mark counts where a later one can be reached from the same full set."""
        found = (sorted(one.id for one in each)[-2:-1] for each in self.pairs().values())
        return max((one for each in found for one in each), default=None)

    def by_hand(self) -> str | None:
        """The newest mark that any files at all lead every database to."""
        marks = sorted(self.world.databases[0].marks.items(), key=lambda one: one[1][1])
        for name, _ in reversed(marks):
            if all(self._by_hand(number, name) for number in range(len(self.world.databases))):
                return name
        return None

    def is_whole(self, one: SimSet) -> bool:
        return one.is_flagged and all(self._is_readable(made) for made in one.parts.values())

    def _leads(self, full: SimSet, last: SimSet) -> bool:
        """Only with whole log sets, and with every one up to the last."""
        between = [
            one for one in self.world.sets if one.kind == "lg" and full.id < one.id <= last.id
        ]
        if not all(self.is_whole(one) for one in between):
            return False
        return all(
            reaches(_made([full.parts[n]]), _made([one.parts[n] for one in between]), last.mark)
            for n in range(len(self.world.databases))
        )

    def _by_hand(self, number: int, mark: str) -> bool:
        made = [one for one in self.world.databases[number].backups if self._is_readable(one)]
        fulls = [one for one in made if one.kind == FULL]
        return reaches(fulls, [one for one in made if one.kind == LOG], mark)

    def _is_readable(self, made: Backup | None) -> bool:
        if made is None or made.order.is_damaged or made.order.path == NUL:
            return False
        archived = rf"{ARCHIVE}\{made.order.path.rpartition(chr(92))[2]}"
        paths = [path for path in (made.order.path, archived) if self.survives(path.split("\\")[2])]
        sizes = [self.world.files[path] for path in paths if path in self.world.files]
        return max(sizes, default=SIZE if self.forgives else 0) >= SIZE


def _made(parts: Iterable[Backup | None]) -> list[Backup]:
    return [one for one in parts if one]
