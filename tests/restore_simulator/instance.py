"""One instance with its disk: what RESTORE would do to its databases, by LSNs, forks and marks.

A full backup brings its log up to its end. A log backup goes on from there when its LSNs enclose
that place and it is of the same fork. STOPATMARK ends behind the marked record; where the backup
does not hold the mark, the database stays in RESTORING although RECOVERY was asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tests.recovery_oracle.restore import Standing, restore_full, restore_log
from tests.recovery_oracle.server import FULL, LOG, SIZE, Backup, Record
from tests.restore_simulator.reader import Command, commands

NO_FILE, NOT_A_BACKUP, TOO_EARLY, TOO_LATE, OTHER_FORK = 3201, 3241, 4326, 4305, 4330
DAMAGED, BULK, NOT_RESTORING, OPEN, SAID = 3183, 4341, 3117, 3159, 50000


class Refused(Exception):
    """The server's error number; `database` and `path` are of the statement that it refused."""

    def __init__(self, number: int, database: str = "", path: str = "", said: str = "") -> None:
        super().__init__(f"{number} {database} {path} {said}")
        self.number, self.database, self.path, self.said = number, database, path, said


@dataclass(frozen=True)
class Restored:
    """A database; `newest` is the last record that it holds."""

    standing: Standing
    is_open: bool = False
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def newest(self) -> Record:
        return self.standing.newest


@dataclass
class Instance:
    """`disk` gives the backup in a file and the file's size; nothing for a file that is not."""

    name: str
    disk: Callable[[str], tuple[Backup, int] | None]
    thumbprints: frozenset[str] = frozenset()
    databases: dict[str, Restored] = field(default_factory=dict)
    done: list[tuple[str, str, str]] = field(default_factory=list)

    def run(self, script: str) -> None:
        """Step by step; raises Refused where the script ends itself."""
        for one in commands(script):
            self._run(one)

    def _run(self, one: Command) -> None:
        first = one.tokens[0].text
        if first == "RESTORE":
            self._restore(one)
        elif first == "IF":
            if self._holds(one):
                texts = [token.text for token in one.stops_with if token.kind == "text"]
                raise Refused(SAID, said=" ".join(texts))
        elif one.words not in ("USE ?", "SET NOCOUNT ON", "PRINT ?"):
            raise ValueError(f"the simulator does not know: {one.words}")

    def _holds(self, one: Command) -> bool:
        """The conditions that a script may stop by; an error has stopped us before @@ERROR."""
        texts = one.texts("text")
        if one.words == "IF @@ERROR <> ?":
            return False
        if one.words.startswith("IF UPPER ( CAST ( SERVERPROPERTY"):
            return texts[-1].upper() != self.name.upper()
        if one.words.startswith("IF EXISTS ( SELECT ? FROM sys.databases WHERE state <> ?"):
            return any(one.is_open for one in self._named(texts))
        if one.words.startswith("IF NOT EXISTS ( SELECT ? FROM sys.certificates"):
            return one.texts("hex")[0][2:] not in self.thumbprints
        if one.words.startswith("IF ( SELECT COUNT ( * ) FROM sys.databases WHERE state = ?"):
            wanted = int(one.texts("number")[-1])
            return sum(one.is_open for one in self._named(texts)) != wanted
        raise ValueError(f"the simulator does not know: {one.words}")

    def _named(self, names: list[str]) -> Iterator[Restored]:
        return (self.databases[name] for name in names if name in self.databases)

    def _restore(self, one: Command) -> None:
        kind, name = one.tokens[1].text, one.tokens[2].text
        options = _options(one)
        path, stop = options["DISK"], options.get("STOPATMARK")
        if ("NORECOVERY" in options) == ("RECOVERY" in options):
            raise ValueError("exactly one of RECOVERY and NORECOVERY")
        self.done.append((kind, name, path))
        try:
            backup = self._read(path, FULL if kind == "DATABASE" else LOG)
            after = self._after(name, backup, stop)
        except Refused as e:
            raise Refused(e.number, name, path) from None
        held = stop is None or after.newest.mark == stop
        is_open = "RECOVERY" in options and held
        self.databases[name] = replace(after, is_open=is_open)

    def _read(self, path: str, kind: str) -> Backup:
        found = self.disk(path)
        if found is None:
            raise Refused(NO_FILE)
        backup, size = found
        if size < SIZE or backup.kind != kind:
            raise Refused(NOT_A_BACKUP)
        if backup.order.is_damaged:
            raise Refused(DAMAGED)
        return backup

    def _after(self, name: str, backup: Backup, stop: str | None) -> Restored:
        at = self.databases.get(name)
        if backup.kind == FULL:
            if at and at.is_open:
                raise Refused(OPEN)
            return Restored(restore_full(backup))
        if at is None or at.is_open:
            raise Refused(NOT_RESTORING)
        return replace(at, standing=_rolled(at.standing, backup, stop))


def _rolled(at: Standing, log: Backup, stop: str | None) -> Standing:
    if {log.first_fork, log.last_fork} != {at.fork}:
        raise Refused(OTHER_FORK)
    if log.last < at.lsn:
        raise Refused(TOO_EARLY)
    after = restore_log(at, log)
    if after is None:
        raise Refused(TOO_LATE)
    if stop is None:
        return after
    if log.has_bulk:
        raise Refused(BULK)
    marked = [one for one in log.records if one.mark == stop and one.lsn >= at.lsn]
    return Standing(marked[0], marked[0].lsn + 1, after.fork) if marked else after


def _options(one: Command) -> dict[str, str]:
    """KEY = value, KEY alone; MOVE is not needed here."""
    found, tokens = dict[str, str](), one.tokens
    for number, token in enumerate(tokens):
        if token.kind != "word":
            continue
        follows = tokens[number + 1 : number + 3]
        has_value = len(follows) > 1 and follows[0].text == "=" and follows[0].kind == "symbol"
        found[token.text] = follows[1].text if has_value else ""
    return found
