"""Files that are really present: in backup destinations and artefact locations."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class StoredFile:
    """A file, a folder, or (`exists` False) the answer that a path is not there.

    `folder` is the listed location as declared or as the job names it; `path` is the full path.
    `size` in bytes; `sha256` only where the estate allows content to be read.
    """

    folder: str
    path: str
    name: str
    exists: bool
    is_directory: bool
    size: int
    created: datetime | None
    written: datetime | None
    sha256: str | None = None
