"""Whom an access control list lets in: groups that hold everybody, and what they may do.

Well-known SIDs: https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/manage/understand-security-identifiers
"""

import re
from collections.abc import Iterable

from scanner.facts.secret_rights import FileRight

EVERYONE = "S-1-1-0"
OPEN = {
    EVERYONE: "Everyone",
    "S-1-5-2": "Network",
    "S-1-5-4": "Interactive",
    "S-1-5-7": "Anonymous Logon",
    "S-1-5-11": "Authenticated Users",
    "S-1-5-32-545": "Users",
    "S-1-5-32-546": "Guests",
}
OF_DOMAIN = {"513": "Domain Users", "514": "Domain Guests", "515": "Domain Computers"}
_DOMAIN = re.compile(r"S-1-5-21-\d+-\d+-\d+-(\d+)")
READ = 0x1 | 0x80000000 | 0x10000000  # ReadData (of a folder: list), generic read, generic all
CHANGE = 0x2 | 0x4 | 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x40000000
"""WriteData, AppendData, DeleteSubdirectoriesAndFiles, Delete, ChangePermissions, TakeOwnership,
generic write; as FileSystemRights and the access mask format number them."""


def open_to(rights: Iterable[FileRight]) -> dict[str, bool]:
    """The groups that hold everybody and are let in; True: they may change it, not only read."""
    entries = list(rights)
    masks = {name_of(one.sid): _granted(one.sid, entries) for one in entries if name_of(one.sid)}
    return {name: bool(mask & CHANGE) for name, mask in masks.items() if mask & (READ | CHANGE)}


def name_of(sid: str) -> str:
    """In English, whatever the language of Windows; empty for who is not everybody."""
    found = _DOMAIN.fullmatch(sid)
    return OF_DOMAIN.get(found[1], "") if found else OPEN.get(sid, "")


def _granted(sid: str, entries: Iterable[FileRight]) -> int:
    """An entry of its own goes before an inherited one, and a refusal before a grant."""
    own = [one for one in entries if one.sid in (sid, EVERYONE)]
    refused, granted = 0, 0
    for inherited in (False, True):
        mine = [one for one in own if one.inherited is inherited]
        refused |= _mask(one for one in mine if not one.allow)
        granted |= _mask(one for one in mine if one.allow and one.sid == sid) & ~refused
    return granted


def _mask(entries: Iterable[FileRight]) -> int:
    found = 0
    for one in entries:
        found |= one.mask
    return found
