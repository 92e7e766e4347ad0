"""What the first law's sound group holds of drills, and of what is kept for a restore."""

from collections.abc import Iterable

from scanner.facts.drills import MarkedRestore
from scanner.facts.topology import DatabaseRef
from tests import make, make_restore

LONG_AGO = make.ago(days=400)
PREPARED = make_restore.update_info(
    bam=tuple(
        make_restore.units(
            ArchivingDatabase="BAMArchive",
            StarSchemaDatabase="BAMStarSchema",
            AnalysisDatabase="BAMAnalysis",
        )
    )
)
DRILLED = MarkedRestore(make.MANAGEMENT.name, "BTS_1", make.ago(days=50), LONG_AGO)


def held(databases: Iterable[DatabaseRef]) -> list[make.Held]:
    others = [one.name for one in databases if one != make.MANAGEMENT]
    drilled = (MarkedRestore(name, "BTS_1", DRILLED.restored, LONG_AGO) for name in others)
    return [
        make.sql("SQLDR01", DRILLED, *drilled),
        make.host("WEB01", PREPARED),
    ]


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (PREPARED, (make_restore.no_update_info(),)),
    (DRILLED, (MarkedRestore("", "", None, LONG_AGO),)),
)
