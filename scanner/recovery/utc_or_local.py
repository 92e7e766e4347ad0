"""BackupDateTime is UTC or local time by the step's @UseLocalTime: which one, settled by evidence.

msdb records when the backup of the same file really started. The stamp is taken as the step
starts, so the first backup of a set begins within minutes of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scanner.facts.backup_sets import RecordedBackup
from scanner.model.names import bare_name
from scanner.recovery.backup_sets import BackupSet

UTC_OFFSET = timedelta(0)
LAG = timedelta(minutes=7, seconds=30)  # half of the quarter hours that zones are apart
WITNESSES = 3  # an edited step shows in the newest sets first
BY_ITS_FILE = "msdb records the same file"
BY_NEIGHBOURS = "msdb records the files of sets beside it"
BY_STEP = "msdb has no record of the files, so the job step's @UseLocalTime decides"
NOT_SETTLED = "whether the stamp is UTC or local time is not settled"

Records = Mapping[str, Sequence[RecordedBackup]]


@dataclass(frozen=True)
class TimeBase:
    """What to take off a stamp to have UTC: one offset when settled, else every possible one."""

    offsets: tuple[timedelta, ...]
    basis: str

    @property
    def is_settled(self) -> bool:
        return len(self.offsets) == 1

    def moments(self, stamp: datetime) -> tuple[datetime, ...]:
        return tuple(stamp - offset for offset in self.offsets)


@dataclass(frozen=True)
class Witnesses:
    """What may speak for the time base of one type of set.

    `sets` are all of that type; `step_is_local` is the step's flag where it could be read;
    `offset` is the server's local time minus UTC at collection.
    """

    sets: Sequence[BackupSet]
    recorded: Records
    step_is_local: bool | None
    offset: timedelta


def by_file(recorded: Iterable[RecordedBackup]) -> Records:
    """msdb's records under the file's bare name, which carries the mark and so is unique."""
    found: dict[str, list[RecordedBackup]] = {}
    for one in recorded:
        found.setdefault(bare_name(one.device), []).append(one)
    return found


def settle(target: BackupSet, witnesses: Witnesses) -> TimeBase:
    """Its own files first, then those of the sets beside it, then the step's text."""
    own = offset_of(target, witnesses.recorded)
    if own is not None:
        return TimeBase((own,), BY_ITS_FILE)
    nearest = sorted(witnesses.sets, key=lambda one: (abs(one.id - target.id), one.id))
    told = [offset_of(one, witnesses.recorded) for one in nearest]
    offsets = [offset for offset in told if offset is not None][:WITNESSES]
    if offsets:
        is_one_kind = len({offset == UTC_OFFSET for offset in offsets}) == 1
        return TimeBase((offsets[0],), BY_NEIGHBOURS) if is_one_kind else _unsettled(witnesses)
    if witnesses.offset == UTC_OFFSET:
        return TimeBase((UTC_OFFSET,), "the server keeps UTC")
    if witnesses.step_is_local is not None:
        return TimeBase((witnesses.offset if witnesses.step_is_local else UTC_OFFSET,), BY_STEP)
    return _unsettled(witnesses)


def offset_of(one: BackupSet, recorded: Records) -> timedelta | None:
    """What one set's own files say; None without a record, or where the two are hours apart."""
    found = [record for row in one.rows for record in recorded.get(row.file_name.casefold(), ())]
    if not found:
        return None
    first = min(found, key=lambda record: record.started)
    ahead = one.stamp - first.started
    if abs(ahead) <= LAG:
        return UTC_OFFSET
    return first.offset if abs(ahead - first.offset) <= LAG else None


def _unsettled(witnesses: Witnesses) -> TimeBase:
    return TimeBase(tuple(dict.fromkeys((UTC_OFFSET, witnesses.offset))), NOT_SETTLED)
