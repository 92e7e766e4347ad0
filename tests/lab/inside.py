"""The lab's peers without wires: the same descriptions, asked within one process.

For tests that vary what machines hold. What stands between scanner and machine (refusals, delays,
certificates) needs the running lab: `needs_wires` tells.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from scanner.model.collector import Question
from scanner.model.evidence import Clock, Gap, GapReason, JsonValue, Row, Target
from scanner.model.names import unc_server
from scanner.transport.doors import Answer, HostReader, Parameter, ShareReader, SqlReader
from scanner.transport.failure import TransportFailure
from scanner.transport.redact import redact
from scanner.transport.share_records import NewestRecords
from scanner.transport.share_walk import Entry
from scanner.transport.sql_errors import classify
from scanner.transport.sql_rows import as_rows
from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate, LabFileServer
from tests.lab.smb.description import LabFile, SmbFaults
from tests.lab.tds import errors
from tests.lab.tds.description import Faults, LabSqlServer
from tests.lab.tds.engine import Engine, EngineSession
from tests.lab.tds.login import Login
from tests.lab.tds.outcome import Rows
from tests.lab.tds.rpc import Parameter as Bound
from tests.lab.tds.sql_types import INT
from tests.lab.winrm.answers import answer_document
from tests.lab.winrm.description import LabHost

ACCOUNT = rf"{company.DOMAIN}\{company.WINDOWS_USER}"
ROUND_SECONDS = 120


def needs_wires(estate: LabEstate) -> bool:
    """Whether something is wrong that only a connection can show."""
    return (
        any(one.faults != Faults() for one in estate.sql.values())
        or any(one.faults for one in estate.hosts.values())
        or any(one.faults != SmbFaults() for one in estate.file_servers.values())
    )


@dataclass
class Engines:
    """Kept from one estate to the next for servers that are described alike."""

    known: dict[str, tuple[LabSqlServer, Engine]] = field(default_factory=dict)

    def of(self, description: LabSqlServer) -> Engine:
        held = self.known.get(description.name)
        if held and held[0] == description:
            return held[1]
        if held:
            held[1].close()
        engine = Engine(description)
        self.known[description.name] = (description, engine)
        return engine

    def close(self) -> None:
        for _, engine in self.known.values():
            engine.close()


class InsideDoors:
    def __init__(self, estate: LabEstate, engines: Engines) -> None:
        self._estate = estate
        self._servers = estate.servers()
        self._engines = engines

    def sql(self, target: Target) -> SqlReader:
        return InsideSql(self._engines.of(self._servers[target.name]))

    def host(self, target: Target) -> HostReader:
        return InsideHost(self._estate.hosts[target.name])

    def share(self, target: Target) -> ShareReader:
        return InsideShares(self._estate.file_servers[unc_server(target.name)])

    def close(self) -> None:
        """The engines stay for the next estate."""


class InsideSql:
    driver = "inside"
    certificate_verified: bool | None = True

    def __init__(self, engine: Engine) -> None:
        user, password = company.SQL_USER, company.SQL_PASSWORD
        login = Login(user, password, "master", "btsready", "", "", 4096, integrated=False)
        self._session: EngineSession = engine.open(login)

    def read(self, statement: str, parameters: Sequence[Parameter], database: str) -> Answer:
        text = statement
        for number in range(1, len(parameters) + 1):
            text = text.replace("?", f"@P{number}", 1)
        bound = {
            f"@P{number}": Bound(f"@P{number}", INT, value)
            for number, value in enumerate(parameters, 1)
        }
        try:
            self._session.run(f"USE [{database or 'master'}]", {})
            (outcome,) = self._session.run(text, bound)
        except errors.SqlError as error:
            reason, said = classify(error.number)
            raise TransportFailure(reason, f"{said} (error {error.number})") from error
        assert isinstance(outcome, Rows)
        names = [name for name, _ in outcome.columns]
        rows, redactions = as_rows(names, outcome.rows)
        return Answer(tuple(row for row in rows if isinstance(row, dict)), None, redactions)

    def close(self) -> None:
        pass


class InsideHost:
    driver = "inside"
    certificate_verified: bool | None = True

    def __init__(self, host: LabHost) -> None:
        self._host = host

    def ask(self, questions: Sequence[Question]) -> Mapping[str, Answer]:
        document = {"seconds": ROUND_SECONDS, "questions": list(questions)}
        return {
            answer["id"]: _answer(answer)
            for answer in answer_document(document, self._host, ACCOUNT)
        }

    def close(self) -> None:
        pass


def _answer(answer: Mapping[str, Any]) -> Answer:
    if "gap" in answer:
        gap = answer["gap"]
        return Answer((), Gap(GapReason(gap["reason"]), gap["detail"]))
    return _redacted(answer["rows"])


class InsideShares:
    driver = "inside"
    account = ACCOUNT
    clock: Clock | None = None

    def __init__(self, server: LabFileServer) -> None:
        self._server = server

    def list(self, folder: str, depth: int) -> Answer:
        share, _, path = folder.removeprefix("\\\\").partition("\\")[2].partition("\\")
        files = self._server.share(share).files
        below = {name.replace("/", "\\"): file for name, file in files.items()}
        inside = {name: file for name, file in below.items() if name.startswith(f"{path}\\")}
        if not inside:
            return Answer(({"path": folder, "exists": False},))
        root = _listed(folder, LabFile(), directory=True)
        rows = [
            _listed(folder + name.removeprefix(path), file)
            for name, file in inside.items()
            if name.count("\\") - path.count("\\") <= depth + 1
        ]
        return Answer((root, *rows))

    def space(self, folder: str) -> Answer:
        listed = self.list(folder, 0).rows[0]
        share = self._server.share(folder.removeprefix("\\\\").split("\\")[1])
        there = listed["exists"] is True
        free, capacity = (share.free, share.capacity) if there else (None, None)
        row: Row = {"path": folder, "exists": there, "free": free, "capacity": capacity}
        return Answer((row,))

    def records(self, folder: str, fields: tuple[str, ...]) -> Answer:
        (root, *_) = self.list(folder, 0).rows
        share, _, path = folder.removeprefix("\\\\").partition("\\")[2].partition("\\")
        rows: list[Row] = []
        if root["exists"]:
            files = InsideFiles(self._server.share(share).files)
            NewestRecords(folder, fields).into(rows, files, path)
        return _redacted(rows or [root])

    def rights(self, folder: str) -> Answer:
        (root, *_) = self.list(folder, 0).rows
        share, _, path = folder.removeprefix("\\\\").partition("\\")[2].partition("\\")
        listed: list[JsonValue] = [
            {"sid": one.sid, "mask": one.mask, "allow": one.allow, "inherited": one.inherited}
            for one in self._server.share(share).rights_on(path)
            if not one.inherit_only
        ]
        return Answer(({**root, "rights": listed} if root["exists"] else root,))

    def close(self) -> None:
        pass


class InsideFiles:
    """The files of a share as a walk reads them."""

    def __init__(self, files: Mapping[str, LabFile]) -> None:
        self._files = {name.replace("/", "\\"): file for name, file in files.items()}

    def entry(self, path: str) -> Entry:
        name, file = path.rpartition("\\")[2], self._files.get(path)
        if file is None:
            return Entry(name, True, 0, LabFile().written, LabFile().written)
        size = file.size if file.content is None else len(file.content)
        return Entry(name, False, size, file.written, file.written)

    def children(self, path: str) -> Iterator[Entry]:
        root = f"{path}\\"
        below = (name.removeprefix(root) for name in self._files if name.startswith(root))
        for name in dict.fromkeys(one.partition("\\")[0] for one in below if one):
            yield self.entry(root + name)

    def content(self, path: str, _size: int) -> bytes:
        file = self._files[path]
        return bytes(file.size) if file.content is None else file.content

    def sha256(self, path: str, size: int) -> str | None:
        raise NotImplementedError

    def rights(self, path: str) -> list[JsonValue]:
        raise NotImplementedError


def _listed(path: str, file: LabFile, *, directory: bool = False) -> Row:
    size = file.size if file.content is None else len(file.content)
    written = f"{file.written.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.0000000Z"
    return {
        "path": path,
        "name": path.rpartition("\\")[2],
        "exists": True,
        "directory": directory,
        "size": None if directory else size,
        "created": written,
        "written": written,
        "owner": None,
        "rights": None,
        "sha256": None,
    }


def _redacted(rows: Sequence[Row]) -> Answer:
    covered, count = redact([dict(row) for row in rows])
    assert isinstance(covered, list)
    return Answer(tuple(row for row in covered if isinstance(row, dict)), None, count)
