"""What the first law's sound group holds of the disks that its backups are written to."""

from dataclasses import replace

from scanner.facts.storage import FreeSpace
from tests import make

SPACE = FreeSpace(make.BACKUPS, exists=True, free=10**12, capacity=2 * 10**12)
LONG_AGO = make.history_row(1, stamp=make.ago(days=40))
OLDEST = make.stored_file(LONG_AGO.path, make.BACKUPS, written=make.ago(days=40))


def held() -> tuple[make.Held, ...]:
    return (make.share(make.BACKUPS, SPACE, OLDEST),)


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (SPACE, (replace(SPACE, free=0),)),
    (OLDEST, (replace(OLDEST, written=make.ago(days=400)),)),
)
