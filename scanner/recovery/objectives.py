"""What the job's schedule can promise at best, and how long a restore may take."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from scanner.facts.agent_jobs import JobSchedule
from scanner.facts.backup_chain import ChainBackup, Restore
from scanner.recovery.backup_sets import FULL
from scanner.recovery.history import History, KeptSet, SetStatus
from scanner.recovery.points import Point
from scanner.recovery.schedule import longest_gap

NOTHING = timedelta(0)
LARGE_WAIT = timedelta(hours=12)  # rows further apart are of different drills
SMALL_WAIT = timedelta(minutes=10)  # log shipping idles longer between two sets
DATABASE = "D"


@dataclass(frozen=True)
class Promise:
    """The loss that the schedule cannot avoid, when every run succeeds.

    A run that takes the full set marks the logs only after it; a set counts when it is finished.
    """

    interval: timedelta
    full_set: timedelta
    log_set: timedelta

    @property
    def newest(self) -> timedelta:
        return self.interval + self.full_set + self.log_set

    @property
    def guaranteed(self) -> timedelta:
        """One interval more: the last mark does not count."""
        return self.interval + self.newest


def promise(schedules: Iterable[JobSchedule], history: History, today: date) -> Promise | None:
    """None where no schedule runs the job; durations are the longest of the kept sets."""
    interval = longest_gap(schedules, today)
    if interval is None:
        return None
    spans: dict[bool, timedelta] = {True: NOTHING, False: NOTHING}
    for one in history.sets:
        if one.status is SetStatus.COMPLETE:
            is_full = one.set.type == FULL
            spans[is_full] = max(spans[is_full], _span(one))
    return Promise(interval, spans[True], spans[False])


def _span(one: KeptSet) -> timedelta:
    begun = one.time or min(
        (member.backup.started for member in one.members.values() if member.backup),
        default=one.finished,
    )
    return max(one.finished - begun, NOTHING)


class Basis(StrEnum):
    """What an estimate rests on."""

    RESTORES = "measured restores"
    BACKUPS = "how fast the backups were made"


@dataclass(frozen=True)
class Estimate:
    """Machine time to restore every database, one after another; people's time comes on top.

    `size` in bytes, of the full set and of the logs up to the point; `rate` in bytes a second.
    """

    size: int
    rate: int
    basis: Basis
    measured_at: datetime

    @property
    def duration(self) -> timedelta:
        return timedelta(seconds=self.size / self.rate)


def estimate(history: History, point: Point, restores: Sequence[Restore]) -> Estimate | None:
    """From restores where history shows any, else from the backups of the full set.

    None where msdb has no record of a backup that must be restored, or nothing took any time.
    """
    backups = _needed(history, point)
    if backups is None:
        return None
    size = sum(one.size for one in backups)
    return _by_restores(size, restores) or _by_backups(size, backups)


def _needed(history: History, point: Point) -> list[ChainBackup] | None:
    full = [one for one in history.fulls if one.id == point.full_id]
    logs = [one for one in history.logs if point.full_id < one.id <= point.log_id]
    found = [member.backup for one in (*full, *logs) for member in one.members.values()]
    known = [one for one in found if one]
    return known if len(known) == len(found) else None


def _by_restores(size: int, restores: Sequence[Restore]) -> Estimate | None:
    """From the newest run of restores that held a full backup."""
    for run in reversed(list(_runs(restores))):
        rate = _rate(run)
        if rate and any(one.type == DATABASE for one in run):
            return Estimate(size, rate, Basis.RESTORES, run[-1].restored)
    return None


def _runs(restores: Sequence[Restore]) -> Iterator[list[Restore]]:
    """Restores that followed each other; the large wait for the large ones."""
    run: list[Restore] = []
    for one in sorted(restores, key=lambda one: one.restored):
        is_large = run and DATABASE in (run[-1].type, one.type)
        if run and one.restored - run[-1].restored > (LARGE_WAIT if is_large else SMALL_WAIT):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _rate(run: Sequence[Restore]) -> int:
    """Bytes a second, rather too few: whether restore_date is the beginning or the end of a
    restore is not documented, so either the first or the last one lies outside the run's time."""
    sizes = [one.size or 0 for one in run]
    seconds = (run[-1].restored - run[0].restored).total_seconds()
    return int((sum(sizes) - max(sizes[0], sizes[-1])) / seconds) if seconds else 0


def _by_backups(size: int, backups: Sequence[ChainBackup]) -> Estimate | None:
    fulls = [one for one in backups if one.type == DATABASE]
    seconds = sum((one.finished - one.started).total_seconds() for one in fulls)
    rate = int(sum(one.size for one in fulls) / seconds) if seconds else 0
    if not rate:
        return None
    return Estimate(size, rate, Basis.BACKUPS, max(one.finished for one in fulls))
