"""How fast the folder of the backups grows, by what was written and what was deleted there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scanner.facts.backup_files import StoredFile
from scanner.recovery.listing import path_key

DAY = timedelta(days=1)
LEAST = timedelta(days=2)  # a shorter time tells of no pace, and a file so young of no clean-up
NOISE = 0.1  # of what comes in: days differ by more than that

Recorded = Mapping[str, tuple[datetime, int]]


@dataclass(frozen=True)
class Growth:
    """Bytes a day; `deleted` None: nothing that msdb remembers was deleted."""

    written: int
    deleted: int | None

    @property
    def net(self) -> int:
        if self.deleted is None:
            return self.written
        left = self.written - self.deleted
        return left if left > self.written * NOISE else 0


def growth(
    files: Sequence[StoredFile], recorded: Recorded, now: datetime, window: timedelta
) -> Growth | None:
    """Measured over `window`, or since the oldest file; None where that is too short a time."""
    dated = [(one.written, one.size) for one in files if one.written]
    if not dated:
        return None
    span = min(window, now - min(written for written, _ in dated))
    if span < LEAST:
        return None
    came = sum(size for written, size in dated if written >= now - span)
    return Growth(int(came / (span / DAY)), _deleted(files, recorded, now))


def _deleted(files: Sequence[StoredFile], recorded: Recorded, now: datetime) -> int | None:
    """Of what msdb recorded for the folder and is not there any more, per day it was made on."""
    present = {path_key(one.path) for one in files}
    gone = [told for path, told in recorded.items() if path not in present]
    gone = [(finished, size) for finished, size in gone if now - finished > LEAST]
    if not gone:
        return None
    first = min(finished for finished, _ in recorded.values())
    span = max(max(finished for finished, _ in gone) - first, DAY)
    return int(sum(size for _, size in gone) / (span / DAY))
