"""Who may open the backups of the master secret, by the access control lists of their folders."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileRight:
    """One entry of an access control list; `mask` as FileSystemRights has it."""

    sid: str
    mask: int
    allow: bool
    inherited: bool


@dataclass(frozen=True)
class SecretPath:
    """A folder or file of a declared location (`place`) of the master secret's backup.

    The location itself comes first; `exists` False is the answer that it is not there.
    """

    place: str
    path: str
    exists: bool
    is_directory: bool
    size: int
    rights: tuple[FileRight, ...]
