"""What ends a log chain, what makes a mark unusable, and what merely cannot be proved."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scanner.model.check import MissingEvidence
from scanner.model.evidence import Gap
from scanner.recovery.backup_sets import DatabaseKey


class Why(StrEnum):
    """Of a break, of an unusable mark, of a doubt."""

    PARTIAL = "partial set"
    FOREIGN_LOG = "log backup outside the job"
    MODEL_CHANGED = "recovery model changed"
    RESTORED = "database restored"
    RECREATED = "database recreated"
    LSN_GAP = "log records missing"
    FILE_MISSING = "file missing"
    FILE_LOST = "no surviving copy"
    FILE_EMPTY = "file empty"
    FILE_SHORT = "file shorter than its backup"
    DAMAGED = "damaged backup"
    NOT_RECORDED = "backup not recorded"
    MARK_OUTSIDE = "mark outside its log backup"
    BULK_CHANGES = "bulk changes in the log backup"
    PURGED = "msdb history purged"
    NO_LSN = "no LSN recorded"
    NO_MARK = "no mark recorded"
    UNREAD = "folder not read"


DOUBTS = frozenset({Why.PURGED, Why.NO_LSN, Why.NO_MARK, Why.UNREAD})


@dataclass(frozen=True)
class Flaw:
    """`set_id` is the set that cannot be used, 0 for what comes after the newest one.

    `when`, `by`, `program`, `device` name the culprit where msdb knows one; `gap` and `reading`
    the evidence that could not be had.
    """

    why: Why
    set_id: int
    database: DatabaseKey | None = None
    when: datetime | None = None
    by: str = ""
    program: str = ""
    device: str = ""
    gap: Gap | None = None
    reading: str = ""

    @property
    def is_doubt(self) -> bool:
        """It cannot be proved, but nothing speaks against it either."""
        return self.why in DOUBTS

    def require(self) -> None:
        """Raises MissingEvidence where the doubt is something that could not be read."""
        if self.gap:
            raise MissingEvidence(self.gap, self.reading)
