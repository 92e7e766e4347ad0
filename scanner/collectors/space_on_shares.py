"""How much room is left below a UNC folder (MS-FSCC, FileFsFullSizeInformation)."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import filled, flag, only, optional_integer
from scanner.facts.storage import FreeSpace
from scanner.model.collector import ShareCollector, ShareQuestion
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[FreeSpace]:
    row = only(rows)
    return [
        FreeSpace(
            place=filled(row, "path"),
            exists=flag(row, "exists"),
            free=optional_integer(row, "free"),
            capacity=optional_integer(row, "capacity"),
        )
    ]


COLLECTOR = ShareCollector("space_on_shares", FreeSpace, 0, interpret, asks=ShareQuestion.SPACE)
