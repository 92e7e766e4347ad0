"""How far every full set leads: the log sets that go on from it, up to the first break.

Consecutive log sets are compared once; a full set only has to find where it comes in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeGuard

from scanner.facts.backup_chain import ChainBackup
from scanner.recovery.backup_sets import DatabaseKey
from scanner.recovery.culprit import applies, is_other_fork, named
from scanner.recovery.flaws import Flaw
from scanner.recovery.history import History, KeptSet
from scanner.recovery.sound import Eyes, mark_flaws, set_flaws


@dataclass(frozen=True)
class Walk:
    """From one full set over `logs[first:end]` of the history's log sets.

    `early` are places in it whose mark lies before the end of the full backup of some database.
    `stopped_by` is empty where no newer log set exists.
    """

    full: KeptSet
    first: int
    end: int
    early: frozenset[int]
    stopped_by: tuple[Flaw, ...]


@dataclass(frozen=True)
class Chains:
    """Every way through the sets of a history, seen with certain eyes."""

    history: History
    eyes: Eyes

    @cached_property
    def logs(self) -> Sequence[KeptSet]:
        return self.history.logs

    @cached_property
    def blocks(self) -> Sequence[tuple[Flaw, ...]]:
        """By place: what is wrong with the log set itself."""
        return [set_flaws(one, self.history.expected, self.eyes) for one in self.logs]

    @cached_property
    def joins(self) -> Sequence[tuple[Flaw, ...]]:
        """By place: why the log set does not go on from the one before it."""
        pairs = zip(self.logs[:-1], self.logs[1:], strict=True)
        return [(), *(self._join(before, after) for before, after in pairs)]

    @cached_property
    def marks(self) -> Sequence[tuple[Flaw, ...]]:
        """By place: why a restore cannot stop at the log set's mark."""
        return [mark_flaws(one) for one in self.logs]

    @cached_property
    def ends(self) -> Sequence[int]:
        """By place: the first place that a walk over this log set does not reach."""
        ends = [len(self.logs)] * len(self.logs)
        for at in reversed(range(len(self.logs) - 1)):
            broken = self.eyes.stops(self.blocks[at + 1]) or self.eyes.stops(self.joins[at + 1])
            ends[at] = at + 1 if broken else ends[at + 1]
        return ends

    @cached_property
    def walks(self) -> Sequence[Walk]:
        """One for each full set that can be used, oldest first."""
        return [
            self._walk(one)
            for one in self.history.fulls
            if not self.eyes.stops(set_flaws(one, self.history.expected, self.eyes))
        ]

    def usable(self, walk: Walk) -> Iterator[int]:
        """The places whose marks a restore from that full set can stop at."""
        for at in range(walk.first, walk.end):
            if at not in walk.early and not self.eyes.stops(self.marks[at]):
                yield at

    def doubts(self, walk: Walk, at: int) -> tuple[Flaw, ...]:
        """What cannot be proved of a restore from the walk's full set to that place."""
        found = list(set_flaws(walk.full, self.history.expected, self.eyes))
        for place in range(walk.first, at + 1):
            found += self.blocks[place]
            found += self.joins[place] if place > walk.first else ()
        found += self.marks[at]
        return tuple(one for one in found if one.is_doubt)

    def _join(self, before: KeptSet, after: KeptSet) -> tuple[Flaw, ...]:
        """Where either side is not known, that is a flaw of its set already."""
        pairs = (
            (key, one.backup, before.members[key].backup)
            for key, one in after.members.items()
            if key in before.members
        )
        return tuple(
            named(self.history.recorded[key], earlier, later, after.id)
            for key, later, earlier in pairs
            if _is_known(earlier) and _is_known(later) and not applies(earlier, later)
        )

    def _walk(self, full: KeptSet) -> Walk:
        """Log backups that end before the full backup did are not needed, nor any harm."""
        first = next((n for n, one in enumerate(self.logs) if one.id > full.id), len(self.logs))
        standing = {key: one.backup for key, one in full.members.items()}
        early: set[int] = set()
        for at in range(first, len(self.logs)):
            entry = Entry(self.history, self.logs[at], standing)
            flaws = (*self.blocks[at], *entry.flaws())
            if self.eyes.stops(flaws):
                return Walk(full, first, at, frozenset(early), flaws)
            if entry.is_early():
                early.add(at)
            standing = entry.after()
            if entry.is_whole():
                return self._onwards(full, first, at, early)
        return Walk(full, first, len(self.logs), frozenset(early), ())

    def _onwards(self, full: KeptSet, first: int, at: int, early: set[int]) -> Walk:
        end = self.ends[at]
        over = end == len(self.logs)
        stopped_by = () if over else (*self.blocks[end], *self.joins[end])
        broken = tuple(one for one in stopped_by if self.eyes.strict or not one.is_doubt)
        return Walk(full, first, end, frozenset(early), broken)


Standing = dict[DatabaseKey, ChainBackup | None]


@dataclass(frozen=True)
class Entry:
    """A log set where every database still stands at its own backup."""

    history: History
    log: KeptSet
    standing: Standing

    def flaws(self) -> tuple[Flaw, ...]:
        return tuple(
            named(self.history.recorded[key], before, after, self.log.id)
            for key, before, after in self._known()
            if not _is_before(after, before) and not applies(before, after)
        )

    def after(self) -> Standing:
        """Where every database stands once the set is restored."""
        stays = {key for key, before, after in self._known() if _is_before(after, before)}
        return {
            key: before if key in stays else self.log.members[key].backup
            for key, before in self.standing.items()
            if key in self.log.members
        }

    def is_whole(self) -> bool:
        """From here on every database stands at the end of this set."""
        return not any(_is_before(after, before) for _, before, after in self._known())

    def is_early(self) -> bool:
        """Stopping at its mark would leave some database before the end of its full backup."""
        return any(
            _is_before(after, before)
            or (
                (mark := self.log.members[key].mark) is not None
                and mark.lsn < (before.last_lsn or 0)
            )
            for key, before, after in self._known()
        )

    def _known(self) -> Iterator[tuple[DatabaseKey, ChainBackup, ChainBackup]]:
        for key, before in self.standing.items():
            member = self.log.members.get(key)
            if member and _is_known(before) and _is_known(member.backup):
                yield key, before, member.backup


def _is_known(backup: ChainBackup | None) -> TypeGuard[ChainBackup]:
    return backup is not None and None not in (backup.first_lsn, backup.last_lsn)


def _is_before(after: ChainBackup, before: ChainBackup) -> bool:
    """A log backup of the same fork that ends before the other one does."""
    ends = (after.last_lsn or 0) < (before.last_lsn or 0)
    return ends and not is_other_fork(before, after)
