"""What the first law's sound group holds of drills, and of what is kept for a restore."""

from collections.abc import Iterable

from scanner.facts.drills import MarkedRestore
from scanner.facts.topology import DatabaseRef
from tests import make

LONG_AGO = make.ago(days=400)
DRILLED = MarkedRestore(make.MANAGEMENT.name, "BTS_1", make.ago(days=50), LONG_AGO)


def held(databases: Iterable[DatabaseRef]) -> list[make.Held]:
    others = [one.name for one in databases if one != make.MANAGEMENT]
    drilled = (MarkedRestore(name, "BTS_1", DRILLED.restored, LONG_AGO) for name in others)
    return [make.sql("SQLDR01", DRILLED, *drilled)]


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (DRILLED, (MarkedRestore("", "", None, LONG_AGO),)),
)
