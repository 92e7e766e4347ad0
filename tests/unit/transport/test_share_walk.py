"""Rows of a folder, over a share that is a dictionary."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from scanner.model.evidence import GapReason, JsonValue, Row
from scanner.transport.failure import TransportFailure
from scanner.transport.share_walk import Entry, Walk, split_unc

THEN = datetime(2026, 11, 22, 5, 0, 0, 123456, tzinfo=UTC)
NEVER = datetime(1601, 1, 1, tzinfo=UTC)


def a_file(name: str, size: int = 5) -> Entry:
    return Entry(name, False, size, NEVER, THEN)


def a_folder(name: str, *, linked: bool = False) -> Entry:
    return Entry(name, True, 0, THEN, THEN, linked)


class DictShare:
    """Folders by path."""

    def __init__(self, folders: dict[str, list[Entry]]) -> None:
        self._folders = folders

    def entry(self, path: str) -> Entry:
        name = path.rpartition("\\")[2]
        return a_folder(name) if path in self._folders else a_file(name)

    def children(self, path: str) -> Iterator[Entry]:
        yield from self._folders[path]

    def sha256(self, path: str, size: int) -> str | None:
        return f"digest of {path}" if size < 100 else None

    def content(self, path: str, size: int) -> bytes:
        raise NotImplementedError

    def rights(self, path: str) -> list[JsonValue]:
        return [f"of {path}"]


SHARE = DictShare(
    {
        "dr": [
            a_file("a.BAK"),
            a_file("b.txt", 100),
            a_folder("sub"),
            a_folder("away", linked=True),
        ],
        "dr\\sub": [a_file("c.bak"), a_folder("deep")],
        "dr\\sub\\deep": [a_file("d.bak")],
        "dr\\away": [a_file("elsewhere.bak")],
    }
)
UNC = r"\\FILE01\share\dr"


def names(walk: Walk) -> list[object]:
    return [row["path"] for row in listed(walk)]


def listed(walk: Walk, path: str = "dr") -> list[Row]:
    rows: list[Row] = []
    walk.into(rows, SHARE, path)
    return rows


def test_depth_zero_is_the_path_and_its_children() -> None:
    below = ["a.BAK", "b.txt", "sub", "away"]
    assert names(Walk(UNC)) == [UNC, *(rf"{UNC}\{name}" for name in below)]


def test_patterns_select_rows_without_regard_to_case_and_folders_are_searched_all_the_same() -> (
    None
):
    assert names(Walk(UNC, "*.bak", depth=2))[1:] == [
        rf"{UNC}\a.BAK",
        rf"{UNC}\sub\c.bak",
        rf"{UNC}\sub\deep\d.bak",
    ]
    assert names(Walk(UNC, "[ab]*")) == [UNC]


def test_links_are_named_but_not_followed() -> None:
    assert rf"{UNC}\away\elsewhere.bak" not in names(Walk(UNC, depth=3))
    assert rf"{UNC}\away" in names(Walk(UNC, depth=3))


def test_a_row_has_the_shape_of_the_reader_s_answer() -> None:
    assert listed(Walk(UNC, "a*", hashes=True))[1] == {
        "path": rf"{UNC}\a.BAK",
        "name": "a.BAK",
        "exists": True,
        "directory": False,
        "size": 5,
        "created": None,
        "written": "2026-11-22T05:00:00.1234560Z",
        "owner": None,
        "rights": None,
        "sha256": r"digest of dr\a.BAK",
    }


def test_a_file_asked_for_by_name_is_one_row() -> None:
    rows = listed(Walk(rf"{UNC}\a.BAK"), "dr\\a.BAK")
    assert [(row["name"], row["directory"]) for row in rows] == [("a.BAK", False)]


def test_too_many_entries_are_a_gap_with_the_rows_so_far() -> None:
    rows: list[Row] = []
    with pytest.raises(TransportFailure, match="more than 3") as failure:
        Walk(UNC, limit=3).into(rows, SHARE, "dr")
    assert failure.value.reason is GapReason.UNPARSABLE
    assert len(rows) == 4


def test_unc_paths_are_split() -> None:
    assert split_unc(r"\\FILE01\share") == ("FILE01", "share", "")
    assert split_unc(r"\\FILE01\share\a\b" + "\\") == ("FILE01", "share", r"a\b")
    assert split_unc("//FILE01/share/a") == ("FILE01", "share", "a")


@pytest.mark.parametrize(
    "path",
    ["", "C:\\x", r"\\FILE01", r"\\FILE01\s\..\t", r"\\?\UNC\s\t", r"\\.\pipe\x", r"\\s\t\a\\b",
     r"\\s\t\a:b", "\\\\s\\t\\a\nb"],
)  # fmt: skip
def test_anything_else_is_refused(path: str) -> None:
    with pytest.raises(TransportFailure, match="not a UNC path"):
        split_unc(path)
