"""What installs BizTalk Server, and its update, is kept off its servers.

Why it matters
--------------
A replacement needs the very product and update of the lost server. Microsoft withdraws downloads,
licence portals need people and a network, and on the day of the disaster there may be neither.

What is read
------------
Product and newest update of each BizTalk server, from its registry, and the names and sizes of the
files in the declared locations that hold `installation_media`. The product's medium is known by
`biztalk` or `bts` and the year in its path: an image of the least size, or an unpacked setup.exe.
An update is known by its KB number in its path. Locations on the BizTalk servers themselves do not
count. Edition, language and whether the files are whole cannot be told from a listing.

How to fix
----------
Copy the medium of the product and the installer of the update to another machine, with year and KB
number in their names, and declare the folder under `locations` with `holds: [installation_media]`.

Reference: Install BizTalk Server 2020, https://learn.microsoft.com/en-us/biztalk/install-and-config-guides/install-biztalk-server-2020
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PureWindowsPath

from checks.replacement.media import declared, held
from checks.replacement.servers import NEEDS, installed, year_of
from checks.wording import listed
from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts, check
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.size import say
from scanner.model.status import Severity
from scanner.recovery.listing import host_of

IMAGES = frozenset({".iso", ".img", ".zip", ".exe", ".7z"})
SETUP = "setup.exe"
_PRODUCT = re.compile(r"biztalk|bts", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """The least sizes, in bytes, of a product's image and of an update's installer."""

    smallest_image: int = 100_000_000
    smallest_update: int = 1_000_000


@dataclass(frozen=True)
class Medium:
    """A product, or one update of it by its KB number, and which facts ask for it."""

    name: str
    update: int
    asked_by: tuple[object, ...]


def _media(facts: Facts) -> Iterable[Subject[Medium]] | Verdict:
    if not declared(facts):
        return not_checked(
            "The estate declares no place where installation media are kept.",
            settle="Declare it under locations with holds: [installation_media], or attest where "
            "product and updates are kept.",
        )
    servers = installed(facts)
    if not servers:
        return fails(
            "BizTalk Server is installed on none of the group's servers, so nobody can say which "
            "media to keep.",
            fix="Correct adm_Server, or install BizTalk Server again.",
        )
    found: dict[str, Medium] = {}
    for one, level in servers.values():
        name = level.product or "BizTalk Server"
        found.setdefault(name, Medium(name, 0, (one,)))
        if level.update:
            found.setdefault(f"KB{level.update}", Medium(name, level.update, (one,)))
    return [Subject(name, medium) for name, medium in sorted(found.items())]


@check(
    id="RM02",
    title="Installation media are kept",
    rows=("R04",),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, StoredFile),
    subjects=_media,
    limits=Limits,
)
def installation_media_are_kept(subject: Subject[Medium], facts: Facts, limits: Limits) -> Verdict:
    medium = subject.about
    lost = set(installed(facts))
    every = declared(facts)
    places = [one for one in every if host_of(facts, one) not in lost]
    where = listed(one.path for one in places)
    if not places:
        return fails(
            f"{listed(one.path for one in every)} lies on the BizTalk servers themselves.",
            fix=f"Copy the media of {subject.name} to another machine and declare that folder.",
        )
    kept = [one for one in held(facts, places) if _installs(one, medium, limits)]
    if not kept:
        return fails(
            f"{where} holds no file that by its name and size installs {subject.name}.",
            *medium.asked_by,
            fix=f"Copy what installs {subject.name} to {where}{_naming(medium)}.",
        )
    largest = max(kept, key=lambda one: one.size)
    return passes(
        f"{largest.path}, {say(largest.size)}, is by name and size what installs {subject.name}.",
        largest,
    )


def _installs(file: StoredFile, medium: Medium, limits: Limits) -> bool:
    if medium.update:
        own = rf"(?<!\d){medium.update}(?!\d)"
        return file.size >= limits.smallest_update and bool(re.search(own, file.path))
    year = year_of(medium.name)
    if not _PRODUCT.search(file.path) or (year and str(year) not in file.path):
        return False
    path = PureWindowsPath(file.path)
    is_image = path.suffix.casefold() in IMAGES and file.size >= limits.smallest_image
    return is_image or path.name.casefold() == SETUP


def _naming(medium: Medium) -> str:
    if medium.update:
        return f", with {medium.update} in its name"
    year = year_of(medium.name)
    return f", with BizTalk{f' and {year}' if year else ''} in its name"
