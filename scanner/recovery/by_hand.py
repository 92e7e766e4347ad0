"""What a restore by hand could reach where the supported chain ends, as long as LSNs go on.

Any full backup, log backups of partial sets and those that somebody else made count, provided
that msdb recorded them and their files were seen. Unsupported: for an emergency.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from scanner.facts.backup_chain import ChainBackup, LogMark
from scanner.recovery.culprit import LOG, applies
from scanner.recovery.history import History
from scanner.recovery.recorded_log import RecordedLog, is_null_device
from scanner.recovery.sound import Eyes, Survives, everything, file_flaw

FULL = "D"
DISK = 2
SAME_RUN = timedelta(minutes=29)  # less than the half hour that a clock may be set back


@dataclass(frozen=True)
class HandPoint:
    """A mark that every database could be brought to; `time` is UTC, the earlier one in the hour
    that a clock went through twice."""

    mark: str
    time: datetime


def newest_by_hand(history: History, survives: Survives = everything) -> HandPoint | None:
    """The newest mark that is within reach in every database, by its place in the logs."""
    reaches = [Reach(log, history, Eyes(survives)) for log in history.recorded.values()]
    if not reaches:
        return None
    order = reaches[0].places
    named = set.intersection(*(set(one.places) for one in reaches))
    for name in sorted(named, key=lambda name: order[name], reverse=True):
        if all(one.holds(name) for one in reaches):
            return _point(name, history, reaches)
    return None


def _point(name: str, history: History, reaches: Sequence["Reach"]) -> HandPoint:
    mark = reaches[0].log.marks[name].mark
    return HandPoint(mark, min(one.holders[name][0] for one in reaches))


@dataclass(frozen=True)
class Stretch:
    """Log backups that follow one full backup without a hole; `begin` is its last LSN."""

    begin: int
    fork: str | None
    logs: tuple[ChainBackup, ...]

    @property
    def end(self) -> int:
        return (self.logs[-1].last_lsn or 0) if self.logs else self.begin

    def holds(self, lsn: int) -> bool:
        """Whether a restore can stop there; not inside a log backup with bulk changes."""
        if not self.begin <= lsn < self.end:
            return False
        at = bisect_right(self.logs, lsn, key=lambda one: one.first_lsn or 0)
        return any(
            lsn < (one.last_lsn or 0) and not one.has_bulk_changes for one in self.logs[:at][::-1]
        )


@dataclass(frozen=True)
class Reach:
    """One database's marks, and the stretches of its log that files still hold."""

    log: RecordedLog
    history: History
    eyes: Eyes

    @cached_property
    def places(self) -> Mapping[str, tuple[datetime, int]]:
        """Of every mark that a log backup holds, by its name in small letters: by the end of that
        backup and the LSN, for the clock may have been set back in between."""
        marks = self.log.marks
        return {name: (one.finished, marks[name].lsn) for name, (_, one) in self.holders.items()}

    @cached_property
    def holders(self) -> Mapping[str, tuple[datetime, ChainBackup]]:
        """The log backup that took each mark out of the log, which tells its fork; and UTC."""
        found = ((name, self._holder(mark)) for name, mark in self.log.marks.items())
        return {name: holder for name, holder in found if holder}

    def holds(self, name: str) -> bool:
        """Whether a restore from files that survive can stop at the mark."""
        forks = {self.holders[name][1].last_fork, None}
        lsn = self.log.marks[name].lsn
        return any(one.fork in forks and one.holds(lsn) for one in self.stretches)

    @cached_property
    def stretches(self) -> Sequence[Stretch]:
        """A full backup inside a stretch that is known already leads no further than it."""
        found: list[Stretch] = []
        for full in (one for one in self.seen if one.type == FULL):
            begin = full.last_lsn or 0
            known = (one.begin <= begin < one.end and one.fork == full.last_fork for one in found)
            if not any(known):
                found.append(Stretch(begin, full.last_fork, tuple(self._after(full))))
        return found

    @cached_property
    def seen(self) -> Sequence[ChainBackup]:
        """Whole backups in files that survive, in the order of their beginnings."""
        pieces = Counter((one.server, one.number) for one in self.log.backups)
        usable = (
            one
            for one in self.log.backups
            if pieces[one.server, one.number] == 1 and self._is_usable(one)
        )
        return sorted(usable, key=lambda one: (one.first_lsn or 0, one.last_lsn or 0))

    def _is_usable(self, one: ChainBackup) -> bool:
        """Only on disk can its file be looked for."""
        if one.type not in (FULL, LOG) or one.is_damaged or one.device_type != DISK:
            return False
        if None in (one.first_lsn, one.last_lsn) or is_null_device(one.device):
            return False
        folder = one.device.replace("/", "\\").rpartition("\\")[0]
        found = self.history.copies.at(one.device, folder, self.log.targets[0])
        return file_flaw(found, one.least_file_size, self.eyes) is None

    def _after(self, full: ChainBackup) -> Iterator[ChainBackup]:
        standing = full
        for one in self.seen:
            if one.type == LOG and applies(standing, one):
                standing = one
                yield one

    @cached_property
    def _logs(self) -> Sequence[ChainBackup]:
        return [one for one in self.log.backups if one.type == LOG]

    @cached_property
    def _offsets(self) -> Sequence[timedelta]:
        return sorted({one.offset for one in self._logs}, reverse=True)

    def _holder(self, mark: LogMark) -> tuple[datetime, ChainBackup] | None:
        """The next log backup after the mark, by an offset of the clock that was in force then.

        None where the mark fell out of the log: the database was restored or recreated, or its
        recovery model changed, before a backup could hold it.
        """
        settled = self._settled.get(mark.mark.casefold())
        for offset in self._offsets:
            begun = mark.local - offset
            if settled and abs(begun - settled) > SAME_RUN:
                continue
            at = bisect_right(self._logs, begun, key=lambda one: one.finished)
            around = {one.offset for one in self._logs[max(0, at - 1) : at + 1]}
            one = self._logs[at] if at < len(self._logs) else None
            if one is None or offset not in around or self._is_lost(begun, one):
                continue
            if (one.first_lsn or 0) <= mark.lsn < (one.last_lsn or 0):
                return begun, one
        return None

    @cached_property
    def _settled(self) -> Mapping[str, datetime]:
        """UTC of the marks whose sets left rows in the job's history."""
        return {one.set.mark.casefold(): one.time for one in self.history.sets if one.time}

    def _is_lost(self, begun: datetime, backup: ChainBackup) -> bool:
        return any(begun < one.restored < backup.finished for one in self.log.restores)
