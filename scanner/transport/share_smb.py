"""Files on a share, by SMB from the scanner: names, sizes, times, a hash when asked, free space;
of drill results the fields asked for.

Signed or encrypted, never as guest. Referrals to other servers (DFS) are not followed: only the
server that was asked for ever sees our credential.
"""

import ntpath
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Self

from scanner.model.evidence import Clock, GapReason, Row
from scanner.transport.failure import TransportFailure
from scanner.transport.logon import LogonGuard
from scanner.transport.share_door import SmbDoor
from scanner.transport.share_records import NewestRecords
from scanner.transport.share_walk import Folder, Walk, split_unc
from scanner.transport.smb_server import Absent, FileServer, translated

__all__ = ["SmbDoor", "SmbShares"]
Ask = Callable[[list[Row], Folder, str], None]


class SmbShares:
    """Connections to file servers: one logon each, kept until closed. For one thread."""

    driver = "smbprotocol"

    def __init__(self, door: SmbDoor, guard: LogonGuard | None = None) -> None:
        self._door = door
        self._guard = guard or LogonGuard()
        self._servers: dict[str, FileServer] = {}
        self._broken: dict[str, TransportFailure] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def list(
        self,
        unc: str,
        pattern: str = "*",
        depth: int = 0,
        seconds: float = 60,
        limit: int = 100_000,
        *,
        hashes: bool = False,
    ) -> tuple[Row, ...]:
        """Rows as the reader's `files` question gives them: the path itself, then its children.

        A path or share that does not exist is one row that says so. `depth` 0 is the children
        only. Raises TransportFailure, with the rows so far.
        """
        walk = Walk(ntpath.normpath(unc), pattern, depth, limit, hashes)
        return self._rows(unc, seconds, walk.into)

    def rights(self, unc: str, seconds: float = 30) -> tuple[Row, ...]:
        """The row of the path itself with who may do what there; else as `list`."""
        walk = Walk(ntpath.normpath(unc))
        return self._rows(
            unc, seconds, lambda rows, share, path: rows.append(walk.rights(share, path))
        )

    def records(self, unc: str, fields: tuple[str, ...], seconds: float = 60) -> tuple[Row, ...]:
        """Of the newest file of records below a folder, these fields; else as `list`."""
        return self._rows(unc, seconds, NewestRecords(ntpath.normpath(unc), fields).into)

    def _rows(self, unc: str, seconds: float, ask: Ask) -> tuple[Row, ...]:
        server, share, path = split_unc(unc)
        rows: list[Row] = []
        try:
            found = self._met(server, monotonic() + seconds)
            with translated(found.connection, is_logon=False):
                ask(rows, found.share(share), path)
        except Absent:
            if rows:  # it went away while we read
                raise TransportFailure(GapReason.UNPARSABLE, "changed while read", rows) from None
            return ({"path": ntpath.normpath(unc), "exists": False},)
        except TransportFailure as failure:
            failure.partial = tuple(rows)
            self._remember(server, failure)
            raise
        return tuple(rows)

    def space(self, unc: str, seconds: float = 30) -> Row:
        """What the folder's disk has for our account, a quota taken into account, in bytes.

        A path or share that does not exist says so. Raises TransportFailure.
        """
        server, share, path = split_unc(unc)
        name = ntpath.normpath(unc)
        try:
            found = self._met(server, monotonic() + seconds)
            with translated(found.connection, is_logon=False):
                free, capacity = found.share(share).space(path)
        except Absent:
            return {"path": name, "exists": False, "free": None, "capacity": None}
        except TransportFailure as failure:
            self._remember(server, failure)
            raise
        return {"path": name, "exists": True, "free": free, "capacity": capacity}

    def clock(self, unc: str) -> Clock | None:
        """The server's own time as it told it when met; its local offset SMB does not tell."""
        server = self._servers.get(split_unc(unc)[0].lower())
        return server.connection.clock if server else None

    def close(self) -> None:
        """End every session, without waiting for servers that are silent."""
        for server in self._servers.values():
            server.close()
        self._servers.clear()

    def _met(self, name: str, deadline: float) -> FileServer:
        """The server with a session; one that was silent is not tried again."""
        key = name.lower()
        if key in self._broken:
            raise TransportFailure(self._broken[key].reason, self._broken[key].detail)
        if key not in self._servers:
            server = FileServer(self._door, name, deadline)
            with self._guard.logon(self._door.credential, name), server.dropped_on_failure():
                server.log_on(self._door)
            self._servers[key] = server
        self._servers[key].connection.deadline = deadline
        return self._servers[key]

    def _remember(self, name: str, failure: TransportFailure) -> None:
        if failure.reason in (GapReason.TIMED_OUT, GapReason.UNREACHABLE):
            self._broken.setdefault(name.lower(), failure)
            server = self._servers.pop(name.lower(), None)
            if server is not None:
                server.drop()
