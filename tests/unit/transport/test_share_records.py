"""Which file of a folder is read, and what becomes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from scanner.model.evidence import GapReason, JsonValue, Row
from scanner.transport.failure import TransportFailure
from scanner.transport.share_records import LARGEST, MOST, NewestRecords
from scanner.transport.share_walk import Entry

THEN = datetime(2026, 11, 20, 5, tzinfo=UTC)
UNC, FIELDS = r"\\FILE01\share\drills", ("Database",)
OLD, NEW = b"Database\r\nold\r\n", b"Database\r\nnew\r\nnewer\r\n"


class Folder:
    """Files below `drills` by path, each a day younger than the one before it."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files
        self.read: list[str] = []

    def entry(self, path: str) -> Entry:
        name, known = path.rpartition("\\")[2], list(self._files)
        content = self._files.get(path, b"")
        age = timedelta(days=len(known) - known.index(path)) if path in known else timedelta()
        return Entry(name, path not in known, len(content), THEN - age, THEN - age)

    def children(self, path: str) -> Iterator[Entry]:
        below = [one for one in self._files if one.startswith(f"{path}\\")]
        first = (one[len(path) + 1 :].partition("\\")[0] for one in below)
        yield from (self.entry(f"{path}\\{name}") for name in dict.fromkeys(first))

    def content(self, path: str, size: int) -> bytes:
        self.read.append(path)
        return self._files[path][:size]

    def sha256(self, path: str, size: int) -> str | None:
        raise NotImplementedError

    def rights(self, path: str) -> list[JsonValue]:
        raise NotImplementedError


def asked(folder: Folder) -> list[Row]:
    rows: list[Row] = []
    NewestRecords(UNC, FIELDS).into(rows, folder, "drills")
    return rows


def test_the_newest_file_alone_is_read() -> None:
    folder = Folder(
        {
            r"drills\a.csv": OLD,
            r"drills\2026\B.CSV": NEW,
            r"drills\notes.txt": b"x",
            r"drills\empty.json": b"",
        }
    )
    first, second = asked(folder)
    assert folder.read == [r"drills\2026\B.CSV"]
    assert (first["Database"], second["Database"]) == ("new", "newer")
    assert (first["path"], first["exists"]) == (rf"{UNC}\2026\B.CSV", True)
    assert first["sha256"] == sha256(NEW).hexdigest()
    assert first["written"] == "2026-11-17T05:00:00.0000000Z"


@pytest.mark.parametrize("files", [{}, {r"drills\empty.csv": b""}, {r"drills\a.pdf": b"x"}])
def test_no_such_file_is_an_answer(files: dict[str, bytes]) -> None:
    assert asked(Folder(files)) == [{"path": UNC, "exists": False}]


@pytest.mark.parametrize(
    ("content", "reason", "said"),
    [
        (b"Database\r\n" + b"x" * (LARGEST - 9), GapReason.UNSUPPORTED, "larger than 1 MiB"),
        (b"Database\r\n" + b"x\r\n" * (MOST + 1), GapReason.UNSUPPORTED, "more than 10000"),
        (b"Name\r\nA\r\n", GapReason.UNPARSABLE, r"a\.csv: it lacks a field"),
    ],
)
def test_what_cannot_be_taken_is_a_gap(content: bytes, reason: GapReason, said: str) -> None:
    with pytest.raises(TransportFailure, match=said) as failure:
        asked(Folder({r"drills\a.csv": content}))
    assert failure.value.reason is reason


def test_a_file_as_large_as_may_be_is_read() -> None:
    line = b"x" * 102 + b"\r\n"
    content = b"Database\r\n" + line * MOST
    content += b"\r\n" * ((LARGEST - len(content)) // 2)
    assert (len(content), len(asked(Folder({r"drills\a.csv": content})))) == (LARGEST, MOST)
