"""When a set began and from when on it counts, in UTC, settled by what msdb recorded."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scanner.facts.backup_chain import ChainBackup, LogMark
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.instances import Instance
from scanner.model.check import Facts
from scanner.recovery.backup_sets import FULL, LOG, BackupSet
from scanner.recovery.job_step import FULL as FULL_STEP
from scanner.recovery.job_step import LOG as LOG_STEP
from scanner.recovery.newest import step_is_local
from scanner.recovery.utc_or_local import (
    WITNESSES,
    TimeBase,
    Witnesses,
    by_file,
    offset_of,
    settle,
)

STEPS = {FULL: FULL_STEP, LOG: LOG_STEP}
NOTHING = timedelta(0)

Proof = tuple[ChainBackup | None, LogMark | None]


@dataclass(frozen=True)
class SetTime:
    """`time` None: not settled. `latest` is the latest moment that it may have begun at."""

    time: datetime | None
    latest: datetime
    finished: datetime


class SetTimes:
    """BackupDateTime is that of the management database's server, so its msdb settles it."""

    def __init__(
        self, facts: Facts, sets: Iterable[BackupSet], backups: Iterable[ChainBackup]
    ) -> None:
        self._recorded = by_file(_as_recorded(one) for one in backups)
        self._offset = facts.one(Instance, facts.management).offset
        self._local = {kind: step_is_local(facts, step) for kind, step in STEPS.items()}
        self._told: dict[str, list[BackupSet]] = {FULL: [], LOG: []}
        for one in sets:
            if offset_of(one, self._recorded) is not None:
                self._told[one.type].append(one)

    def of(self, one: BackupSet, proofs: Sequence[Proof], span: timedelta = NOTHING) -> SetTime:
        """`span` is how long such a set takes, for one whose end nobody recorded."""
        moments = self._base(one).moments(one.stamp)
        time = moments[0] if len(moments) == 1 else _by_mark(proofs)
        latest = time or max(moments)
        ends = [backup.finished for backup, _ in proofs if backup]
        if len(ends) < len(proofs) or not proofs:
            ends.append(latest + span)
        return SetTime(time, latest, max(ends))

    def _base(self, one: BackupSet) -> TimeBase:
        """Only the nearest sets that msdb knows can speak: the others are not handed over."""
        told = self._told[one.type]
        at = bisect_left(told, one.id, key=lambda other: other.id)
        near = told[max(0, at - WITNESSES) : at + WITNESSES]
        return settle(one, Witnesses(near, self._recorded, self._local[one.type], self._offset))


def spans(proofs: Mapping[BackupSet, Sequence[Proof]]) -> Mapping[str, timedelta]:
    """By type of set: the longest from its first backup to the end of its last one."""
    longest = {FULL: NOTHING, LOG: NOTHING}
    for one, found in proofs.items():
        backups = [backup for backup, _ in found if backup]
        if backups:
            begun = min(backup.started for backup in backups)
            span = max(backup.finished for backup in backups) - begun
            longest[one.type] = max(longest[one.type], span)
    return longest


def _by_mark(proofs: Iterable[Proof]) -> datetime | None:
    """Marks are in local time too, but of backups whose zone msdb recorded."""
    known = (mark.local - backup.offset for backup, mark in proofs if backup and mark)
    return min(known, default=None)


def _as_recorded(one: ChainBackup) -> RecordedBackup:
    return RecordedBackup(
        database=one.database,
        type=one.type,
        device=one.device,
        started=one.started,
        finished=one.finished,
        offset=one.offset,
        is_copy_only=one.is_copy_only,
        size=one.size,
        compressed_size=one.compressed_size,
    )
