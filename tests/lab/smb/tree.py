"""Described files made real in a folder, times included."""

import os
from datetime import datetime
from pathlib import Path, PurePosixPath

from tests.lab.smb.description import LabFile, LabShare


def materialise(share: LabShare, folder: Path) -> None:
    """Folders take the time of the newest file in them."""
    folder.mkdir(parents=True, exist_ok=True)
    newest: dict[Path, datetime] = {}
    for name, described in share.files.items():
        path = folder / PurePosixPath(name.replace("\\", "/"))
        if name.endswith(("/", "\\")):
            path.mkdir(parents=True, exist_ok=True)
            newest[path] = described.written
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, described)
        newest[path.parent] = max(newest.get(path.parent, described.written), described.written)
    for path, written in newest.items():
        _stamp(path, written)


def _write(path: Path, described: LabFile) -> None:
    with path.open("wb") as file:
        if described.content is not None:
            file.write(described.content)
        else:
            file.truncate(described.size)
    _stamp(path, described.written)


def _stamp(path: Path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))
