"""How long a restore takes at worst: just before the next full backup, with every log since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scanner.facts.backup_sets import RecordedBackup
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason
from scanner.recovery.newest import expected_databases, recorded_on

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class LongestRestore:
    """Machine time by how fast the full backups were made; people's time comes on top.

    `full` and `logs` in bytes, `rate` in bytes a second.
    """

    full: int
    logs: int
    rate: float

    @property
    def duration(self) -> timedelta:
        return timedelta(seconds=(self.full + self.logs) / self.rate)


def longest_restore(facts: Facts, period: timedelta) -> LongestRestore:
    """Raises MissingEvidence where msdb records no full backup that took any time: it is no
    answer of a group that is backed up."""
    now = facts.now(facts.management)
    own = [(on, name) for on, name in sorted(expected_databases(facts))]
    recorded = {
        key: [one for one in recorded_on(facts, facts.sql(key[0])) if _is_of(one, key[1])]
        for key in own
    }
    fulls = [max(fulls, key=_end) for found in recorded.values() if (fulls := _of("D", found))]
    seconds = sum((one.finished - one.started).total_seconds() for one in fulls)
    if not seconds:
        gap = Gap(GapReason.UNPARSABLE, "msdb records no full backup, or none that took any time")
        raise MissingEvidence(gap, f"{facts.management.id}/recorded_backups")
    size = sum(one.size for one in fulls)
    logs = [one for found in recorded.values() for one in _of("L", found)]
    return LongestRestore(size, int(_per_day(logs, now) * (period / DAY)), size / seconds)


def _of(kind: str, found: Iterable[RecordedBackup]) -> list[RecordedBackup]:
    return [one for one in found if one.type == kind and not one.is_copy_only]


def _end(one: RecordedBackup) -> datetime:
    return one.finished


def _is_of(one: RecordedBackup, name: str) -> bool:
    return one.database.casefold() == name


def _per_day(logs: Sequence[RecordedBackup], now: datetime) -> float:
    """Of the last week, or of what there is of it."""
    late = [one for one in logs if now - one.finished <= WEEK]
    if not late:
        return 0
    span = max(now - min(one.started for one in late), DAY)
    return sum(one.size for one in late) / (span / DAY)
