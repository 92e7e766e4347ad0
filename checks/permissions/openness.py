"""Whom a folder is open to: groups whose members nobody chooses for it.

Identifiers: https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/manage/understand-security-identifiers
Masks: https://learn.microsoft.com/en-us/windows/win32/fileio/file-access-rights-constants
"""

import re
from collections.abc import Collection, Iterable, Iterator

from checks.wording import listed
from scanner.facts.folder_rights import FolderRight, FolderRights
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Verdict, fails, passes
from scanner.model.names import folder_name

EVERYONE = "S-1-1-0"
WIDE = {
    EVERYONE: "Everyone",
    "S-1-5-2": "Network",
    "S-1-5-7": "Anonymous Logon",
    "S-1-5-11": "Authenticated Users",
    "S-1-5-32-545": "Users",
    "S-1-5-32-546": "Guests",
}
WIDE_IN_DOMAIN = {"513": "Domain Users", "514": "Domain Guests"}
_OF_A_DOMAIN = re.compile(r"S-1-5-21-\d+-\d+-\d+-(\d+)")

READ = 0x1  # of a folder: list it; inherited by its files: read them
WRITE = 0x2 | 0x4  # add files, add folders; of files: write, append
CHANGE = WRITE | 0x40 | 0x10000 | 0x40000 | 0x80000  # delete, change rights, take ownership
GENERIC = {0x80000000: 0x120089, 0x40000000: 0x120116, 0x20000000: 0x1200A0, 0x10000000: 0x1F01FF}


def rights_on(facts: Facts, folder: str, on: Target | None) -> FolderRights:
    """Of that very folder: a host answers for several."""
    target = facts.folder(folder, on)
    wanted = folder_name(folder).casefold()
    for one in facts.rows(FolderRights, target):
        if folder_name(one.folder).casefold() == wanted:
            return one
    gap = Gap(GapReason.NOT_COLLECTED, f"the rights on {folder} were not read")
    raise MissingEvidence(gap, f"{target.id}/rights")


def granted(rights: Iterable[FolderRight], to: Collection[str]) -> int:
    """What somebody with these identifiers may do: of each right the first entry decides."""
    decided = allowed = 0
    for one in rights:
        if one.sid in to:
            mask = _specific(one.mask) & ~decided
            decided |= mask
            allowed |= mask if one.is_allowed else 0
    return allowed


def _specific(mask: int) -> int:
    for generic, meant in GENERIC.items():
        mask |= meant if mask & generic else 0
    return mask


def wide_name(sid: str) -> str | None:
    """None for an account, and for a group whose members are chosen."""
    found = _OF_A_DOMAIN.fullmatch(sid)
    return WIDE_IN_DOMAIN.get(found[1]) if found else WIDE.get(sid)


def openings(rights: Iterable[FolderRight]) -> Iterator[str]:
    """Who may read or change what is there, as in a sentence."""
    every = tuple(rights)
    for sid in dict.fromkeys(one.sid for one in every if one.is_allowed):
        name, held = wide_name(sid), granted(every, {sid, EVERYONE})
        if name and held & CHANGE:
            yield f"{name} may change it"
        elif name and held & READ:
            yield f"{name} may read it"


def judged(found: FolderRights, what: str, folder: str) -> Verdict:
    """`what` lies in the folder, as the end of a sentence."""
    if not found.exists:
        return passes(f"{folder} is not there, so nobody can open it.", found)
    if opened := tuple(openings(found.rights)):
        return fails(
            f"{folder}, with {what}, is open by its rights: {listed(opened, 6)}.",
            found,
            fix=f"Take these rights from {folder} and from the folder that it inherits them of; "
            "give them to those who back up and restore alone.",
        )
    return passes(f"The rights on {folder} name no group that everybody is in.", found)
