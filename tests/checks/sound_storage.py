"""What the first law's sound group holds of the disks that its backups are written to."""

from collections.abc import Iterable
from dataclasses import replace

from scanner.facts.storage import FreeSpace, FullBackupMake
from scanner.facts.topology import DatabaseRef
from tests import make

SPACE = FreeSpace(make.BACKUPS, exists=True, free=10**12, capacity=2 * 10**12)
LONG_AGO = make.history_row(1, stamp=make.ago(days=40))
OLDEST = make.stored_file(LONG_AGO.path, make.BACKUPS, written=make.ago(days=40))


MADE = FullBackupMake(make.MANAGEMENT.name, has_checksums=True, size=10**12, compressed_size=10**9)


def held(databases: Iterable[DatabaseRef]) -> list[make.Held]:
    made = [(one.server, replace(MADE, database=one.name)) for one in databases]
    return [
        make.share(make.BACKUPS, SPACE, OLDEST),
        *(make.sql(server, one) for server, one in made),
        make.sql("SQL02", make.recorded(LONG_AGO)),
    ]


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (SPACE, (replace(SPACE, free=0),)),
    (MADE, (replace(MADE, has_checksums=False, compressed_size=10**14),)),
    (OLDEST, (replace(OLDEST, written=make.ago(days=400)),)),
)
