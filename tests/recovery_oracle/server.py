"""A database as its log sees it: records with LSNs, backups of them, forks after a restore."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from scanner.facts.topology import DatabaseRef

FULL, LOG = "D", "L"
SIZE = 1_000  # bytes of every backup
FORKS = count(1)


@dataclass(frozen=True, eq=False)
class Record:
    """One log record; `before` is the record that it really followed."""

    lsn: int
    before: "Record | None"
    mark: str = ""
    is_bulk: bool = False


@dataclass(frozen=True)
class Order:
    """A BACKUP command as it was given, and when it ran."""

    path: str
    user: str
    started: datetime
    finished: datetime
    is_copy_only: bool = False
    is_damaged: bool = False


@dataclass(frozen=True, eq=False)
class Backup:
    """`last` is the LSN of the record after it. A full backup holds the log up to `last`."""

    kind: str
    order: Order
    first: int
    last: int
    first_fork: int
    last_fork: int
    records: tuple[Record, ...]
    ends_with: Record
    created: datetime
    begins_chain: bool = False

    @property
    def has_bulk(self) -> bool:
        return self.kind == LOG and any(one.is_bulk for one in self.records)


class NoLogChain(Exception):
    """BACKUP LOG without a full backup since the recovery model was changed."""


@dataclass
class SimDatabase:
    """`chain` is where the next log backup begins; None while it is in no log chain."""

    ref: DatabaseRef
    created: datetime
    log: list[Record] = field(default_factory=list)
    chain: int | None = None
    fork: int = field(default_factory=lambda: next(FORKS))
    fork_of_next_log: int = 0
    begins_chain: bool = True
    backups: list[Backup] = field(default_factory=list)
    marks: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    restored: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fork_of_next_log = self.fork
        self.work()

    @property
    def next_lsn(self) -> int:
        return self.log[-1].lsn + 1 if self.log else self.fork * 10_000

    def work(self, number: int = 1, mark: str = "", is_bulk: bool = False) -> None:
        for _ in range(number):
            before = self.log[-1] if self.log else None
            self.log.append(Record(self.next_lsn, before, mark, is_bulk))

    def mark(self, name: str, now: datetime) -> None:
        self.marks[name] = (self.next_lsn, now)
        self.work(mark=name)

    def full(self, order: Order) -> Backup:
        begun = self.next_lsn
        self.work()
        if self.chain is None and not order.is_copy_only:
            self.chain, self.fork_of_next_log = begun, self.fork
        return self._made(FULL, order, begun, tuple(self.log), self.fork)

    def log_backup(self, order: Order) -> Backup:
        if self.chain is None:
            raise NoLogChain
        held = tuple(one for one in self.log if one.lsn >= self.chain)
        made = self._made(LOG, order, self.chain, held, self.fork_of_next_log)
        if not order.is_copy_only:
            self.chain, self.begins_chain, self.fork_of_next_log = made.last, False, self.fork
        return made

    def _made(
        self, kind: str, order: Order, first: int, held: tuple[Record, ...], first_fork: int
    ) -> Backup:
        begins = kind == LOG and self.begins_chain
        forks, end = (first_fork, self.fork), (self.next_lsn, self.log[-1])
        made = Backup(kind, order, first, end[0], *forks, held, end[1], self.created, begins)
        self.backups.append(made)
        return made

    def change_model(self) -> None:
        """To SIMPLE and back: FULL in name only until the next full backup."""
        self.chain, self.begins_chain = None, True

    def restore(self, to: Backup, now: datetime, spans: bool) -> None:
        """Over itself: what came later is gone, its LSNs are given out again on another fork."""
        self.log = [one for one in _history(to) if one.lsn < to.last]
        self.fork_of_next_log = to.last_fork
        self.fork = next(FORKS)
        if not spans:
            self.fork_of_next_log = self.fork
        self.chain = self.next_lsn
        self.restored.append(now)
        self.work()

    def recreate(self, now: datetime) -> None:
        """Under the old name, with LSNs of its own."""
        self.log, self.chain, self.created, self.begins_chain = [], None, now, True
        self.fork = self.fork_of_next_log = next(FORKS)
        self.work()


def _history(backup: Backup) -> list[Record]:
    """Everything that a restore up to the end of that backup brings back."""
    found: list[Record] = []
    record: Record | None = backup.ends_with
    while record is not None:
        found.append(record)
        record = record.before
    return found[::-1]
