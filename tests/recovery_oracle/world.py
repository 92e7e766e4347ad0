"""A group that runs for a while: its job, its files, and whatever people do to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scanner.facts.topology import DatabaseRef
from tests import make
from tests.recovery_oracle.server import SIZE, Backup, NoLogChain, Order, SimDatabase

BEGIN = make.NOW - timedelta(days=2)
AGENT, PERSON = "CORP\\sqlagent", "CORP\\somebody"
SECOND = timedelta(seconds=1)
ARCHIVE = r"\\VAULT01\copies"
NUL = "NUL"


@dataclass(frozen=True)
class Zone:
    """The servers' offset, changed once: daylight saving time ends or begins at `change`."""

    before: timedelta = timedelta(0)
    after: timedelta = timedelta(0)
    change: datetime = BEGIN

    def offset(self, moment: datetime) -> timedelta:
        return self.before if moment < self.change else self.after


@dataclass
class SimSet:
    """`parts` by the number of the database; None: there is a row, but no backup was made."""

    id: int
    kind: str
    begun: datetime
    stamp: datetime
    mark: str
    is_flagged: bool = False
    parts: dict[int, Backup | None] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)

    @property
    def finished(self) -> datetime:
        return max((one.order.finished for one in self.parts.values() if one), default=self.begun)


@dataclass(frozen=True)
class Layout:
    """Where things are: instances by database, the destination's machine, the servers' clock."""

    servers: tuple[str, ...] = ("SQL01", "SQL01", "SQL02")
    destination: str = "FILE01"
    is_local_time: bool = False
    zone: Zone = field(default_factory=Zone)

    @property
    def folder(self) -> str:
        return rf"\\{self.destination}\backup"


@dataclass
class World:
    """`files` by path: bytes. `purged` by server: what msdb forgot, up to that moment."""

    layout: Layout = field(default_factory=Layout)
    now: datetime = BEGIN
    next_id: int = 1
    sets: list[SimSet] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    purged: dict[str, datetime] = field(default_factory=dict)
    damaging: int = -1
    databases: list[SimDatabase] = field(init=False)

    def __post_init__(self) -> None:
        names = [make.MANAGEMENT.name, *(f"Db{n}" for n in range(1, len(self.layout.servers)))]
        refs = map(DatabaseRef, self.layout.servers, names)
        self.databases = [SimDatabase(ref, BEGIN - timedelta(days=90)) for ref in refs]

    def wait(self, span: timedelta) -> None:
        self.now += span

    def run(self, full: bool, fails_at: int = 99, swallows: int = 99) -> None:
        """The job; `fails_at`: from that database on nothing is made, 0 leaves a hole;
        `swallows`: of that database the error is lost, and a row tells of a file that is not."""
        if full and not self._run("db", fails_at, swallows):
            return
        self._run("lg", 99 if full else fails_at, 99 if full else swallows)

    def _run(self, kind: str, fails_at: int, swallows: int) -> bool:
        self.now += 2 * SECOND
        mark = f"BTS_{self._stamp():%Y_%m_%d_%H_%M_%S}_{self.next_id % 1000:03d}"
        made = SimSet(self.next_id, kind, self.now, self._stamp(), mark)
        self.next_id += 1
        if kind == "lg":
            self._mark_all(mark)
        for number, database in enumerate(self.databases):
            if number >= fails_at or not self._part(made, number, database, swallows):
                break
        else:
            made.is_flagged = True
        if made.parts:
            self.sets.append(made)
        return made.is_flagged

    def _mark_all(self, mark: str) -> None:
        self.now += SECOND
        for database in self.databases:
            database.mark(mark, self.now)
            database.work()

    def _part(self, made: SimSet, number: int, database: SimDatabase, swallows: int) -> bool:
        word = "Full" if made.kind == "db" else "Log"
        ref = database.ref
        path = rf"{self.layout.folder}\{ref.server}_{ref.name}_{word}_{made.mark}.bak"
        backup = None
        if number != swallows:
            try:
                backup = self.backup(database, made.kind == "db", self._order(path, number))
            except NoLogChain:
                return False
        made.parts[number] = backup
        made.paths[number] = path
        return True

    def _order(self, path: str, number: int) -> Order:
        return self.order(path, AGENT, is_damaged=number == self.damaging)

    def order(self, path: str, user: str, **flags: bool) -> Order:
        """Every backup takes seven seconds."""
        begun = self.now
        self.now += 7 * SECOND
        return Order(path, user, begun, self.now, **flags)

    def backup(self, database: SimDatabase, full: bool, order: Order) -> Backup:
        made = database.full(order) if full else database.log_backup(order)
        if order.path != NUL:
            self.files[order.path] = SIZE
        database.work()
        return made

    def copy_all(self) -> None:
        """Everything that is whole now, to another site."""
        for path, size in list(self.files.items()):
            name = path.rpartition("\\")[2]
            if not path.startswith(ARCHIVE):
                self.files.setdefault(rf"{ARCHIVE}\{name}", size)

    def purge(self, server: str) -> None:
        """sp_delete_backuphistory: msdb forgets the older half of what it knows."""
        ends = sorted(one.order.finished for one in self.recorded(server))
        if len(ends) > 1:
            self.purged[server] = ends[len(ends) // 2]

    def recorded(self, server: str) -> Iterator[Backup]:
        forgotten = self.purged.get(server, BEGIN - timedelta(days=1))
        for database in self.databases:
            if database.ref.server == server:
                yield from (one for one in database.backups if one.order.finished >= forgotten)

    def _stamp(self) -> datetime:
        """As the job stamps: UTC, or local time without its zone."""
        local = self.layout.zone.offset(self.now)
        return self.now + local if self.layout.is_local_time else self.now
