"""Folders of databases' files, and what a log shipping destination needs of the source's."""

from collections.abc import Iterable
from pathlib import PureWindowsPath

from scanner.facts.instances import DatabaseFile
from scanner.model.names import folder_name


def folder_of(file: DatabaseFile) -> str:
    return folder_name(str(PureWindowsPath(file.path).parent))


def folders(files: Iterable[DatabaseFile]) -> dict[str, str]:
    """Each once, by its spelling without case."""
    return {folder.casefold(): folder for folder in map(folder_of, files)}
