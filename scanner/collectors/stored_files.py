"""A listing of a folder as facts, whoever listed it: the reader on a host, or we on a share."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import PureWindowsPath

from scanner.collectors import answers
from scanner.collectors.columns import filled, flag, integer, moment, optional_text, text, value
from scanner.facts.backup_files import StoredFile
from scanner.model.collector import Unparsable
from scanner.model.evidence import Row


def stored_files(folder: str, rows: Sequence[Row]) -> list[StoredFile]:
    """The folder itself first, also when it is not there: then it is all there is."""
    children = [present(folder, row) for row in answers.listed(rows)]
    root = present if answers.exists(rows) else missing
    return [root(folder, rows[0]), *children]


def missing(folder: str, row: Row) -> StoredFile:
    return StoredFile(
        folder=folder,
        path=filled(row, "path"),
        name="",
        exists=False,
        is_directory=False,
        size=0,
        created=None,
        written=None,
    )


def present(folder: str, row: Row) -> StoredFile:
    if not flag(row, "exists"):
        raise Unparsable("column exists: a file was listed that is not there")
    is_directory = flag(row, "directory")
    sizeless = is_directory and value(row, "size") is None
    return StoredFile(
        folder=folder,
        path=filled(row, "path"),
        name=text(row, "name"),
        exists=True,
        is_directory=is_directory,
        size=0 if sizeless else integer(row, "size"),
        created=moment(row, "created"),
        written=moment(row, "written"),
        sha256=optional_text(row, "sha256"),
    )


def time_of(file: StoredFile) -> datetime:
    """When it was last written: known of whatever is there."""
    if file.written is None:
        raise Unparsable("column written: a file that is not there")
    return file.written


def below(root: StoredFile, found: Iterable[StoredFile]) -> list[StoredFile]:
    """What lies right below the listed folder, by name."""
    parent = PureWindowsPath(root.path)
    own = {PureWindowsPath(one.path): one for one in found}
    return [one for path, one in sorted(own.items()) if path.parent == parent]
