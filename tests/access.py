"""Facts for tests: who may do what with folders and hosts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from scanner.facts.folder_rights import FolderRight, FolderRights
from scanner.facts.hosts import Host
from tests import make

ADMINISTRATORS, USERS, EVERYONE = "S-1-5-32-544", "S-1-5-32-545", "S-1-1-0"
AUTHENTICATED = "S-1-5-11"
READ, MODIFY, FULL = 0x1200A9, 0x1301BF, 0x1F01FF


def right(sid: str, mask: int = READ, *, allowed: bool = True) -> FolderRight:
    return FolderRight(sid, mask, allowed, is_inherited=True)


def rights(folder: str, *more: FolderRight, **changes: Any) -> FolderRights:
    """An administrator's alone, and what is added before."""
    held = (*more, right(ADMINISTRATORS, FULL))
    return FolderRights(folder, **{"exists": True, "rights": held, **changes})


def host(name: str = "DEPLOY01", *, is_admin: bool | None = False) -> Host:
    """Who we are there."""
    account = ("CORP", r"CORP\btsready", "S-1-5-21-1-2-3-1113")
    return Host(name, *account, is_admin, "FullLanguage", make.NOW, timedelta())


VAULT, LOCAL = r"\\VAULT01\keys", r"C:\SSO"


def sound() -> Iterator[make.Held]:
    """What the first law's sound group holds."""
    for path in (make.BACKUPS, VAULT, r"\\VAULT01\sql", r"\\ARCHIV01\sql"):
        yield make.share(path, rights(path))
    yield make.host("SSO01", rights(LOCAL))
    yield make.host("DEPLOY01", host())


def of_strayed_step() -> Iterator[make.Held]:
    """Where a step of the neglected group writes to."""
    yield make.share(r"\\SQL01\b", rights(r"\\SQL01\b"))


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    *((rights(path), (rights(path, right(USERS)),)) for path in (make.BACKUPS, VAULT)),
    (host(), (host(is_admin=True),)),
)
