"""One row of Microsoft's checklist."""

from dataclasses import dataclass
from enum import StrEnum


class Half(StrEnum):
    BACK_UP = "back up"
    RESTORE = "restore"


@dataclass(frozen=True)
class Reference:
    title: str
    url: str


@dataclass(frozen=True)
class Control:
    """A row: B01…B11 and R01…R10. `assessed` says how: by machine, by a person, or both."""

    id: str
    half: Half
    title: str
    assessed: str
    applies: str
    references: tuple[Reference, ...]
