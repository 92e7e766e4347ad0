"""Who may do what with a folder that holds backups."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FolderRight:
    """One entry of an access control list; `mask` as in the Win32 access mask of a file."""

    sid: str
    mask: int
    is_allowed: bool
    is_inherited: bool


@dataclass(frozen=True)
class FolderRights:
    """The entries that hold for the folder itself, in the order in which Windows weighs them.

    `folder` is the location as declared or as the job names it; one that is not there has none.
    """

    folder: str
    exists: bool
    rights: tuple[FolderRight, ...]
