"""The volumes of the destination have room for the databases of the source.

Why it matters
--------------
A restore allocates every file in its full size before it reads the first page, so a full disk ends
it at once. A destination that restores day by day needs the room that the source's files have
grown by; one that lost a database, or never had it, needs the room of the whole database.

What is read
------------
The files of every database of the job (sys.master_files of its server) against the files that the
declared destination has for it already; and what is free on the volumes of the destination's own
files (sys.dm_os_volume_stats). BizTalk's log shipping restores each file to its path at the source.
A volume on which no file of the destination lies yet is not told; nor is a folder in which another
disk is mounted, before a file lies in it.

How to fix
----------
Give the volume more room, or remove from it what does not belong to the destination.

Reference: Preparing the Disaster Recovery SQL Servers, https://learn.microsoft.com/en-us/biztalk/technical-guides/preparing-the-disaster-recovery-sql-servers
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.destination.destinations import each_destination, files_at_the_source, to_restore
from checks.wording import listed
from scanner.facts.instances import Database, DatabaseFile
from scanner.facts.storage import VolumeSpace
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, MissingEvidence, check
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.size import say
from scanner.model.status import Severity
from scanner.recovery.database_folders import folder_of, folders

ON_WINDOWS = re.compile(r"[a-z]:\\|\\\\")
UNKNOWN = ""


@dataclass(frozen=True)
class Limits:
    """`times`: so many times what is lacking must fit in."""

    times: float = 1.1


@check(
    id="LS14",
    title="The destination has room for the databases",
    rows=("B05", "R01"),
    severity=Severity.HIGH,
    needs=(BackupDatabase, Database, DatabaseFile, VolumeSpace),
    subjects=each_destination,
    limits=Limits,
)
def destination_has_room(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    on = subject.about
    volumes = {one.volume.casefold(): one for one in facts.rows(VolumeSpace, on)}
    lacking = _lacking(facts, on)
    needed: dict[str, int] = {}
    for file, size in lacking.items():
        volume = _volume_of(file, volumes)
        needed[volume] = needed.get(volume, 0) + int(size * limits.times)
    short = [one for key, one in volumes.items() if needed.get(key, 0) > one.free]
    if short:
        told = listed(_told(one, needed[one.volume.casefold()]) for one in short)
        return fails(
            f"{on.name} lacks room for the databases of the source: {told}.",
            *short,
            *_largest(lacking),
            fix=f"Make room on {listed(one.volume for one in short)} of {on.name}.",
        )
    if UNKNOWN in needed:
        strange = [one for one in lacking if not _volume_of(one, volumes)]
        named = listed(folders(strange).values())
        return not_checked(
            f"{on.name} does not tell how much is free in {named}: none of its files lies on that "
            f"volume, and {say(needed[UNKNOWN])} are needed there.",
            *strange[:3],
            settle=f"Look at the free space of {named} on {on.name}, and attest it.",
        )
    used = [one for key, one in volumes.items() if key in needed]
    if not used:
        said = f"{on.name} has every file of the databases in its full size already."
        return passes(said, *volumes.values())
    told = listed(_told(one, needed[one.volume.casefold()]) for one in used)
    return passes(f"{on.name} has room for the databases of the source: {told}.", *used)


def _lacking(facts: Facts, on: Target) -> Mapping[DatabaseFile, int]:
    """By how much a file is larger at the source than the one that the destination has for it."""
    there = {_key(one): one.size for one in facts.rows(DatabaseFile, on)}
    files = (file for one in to_restore(facts, on) for file in files_at_the_source(facts, one))
    return {file: more for file in files if (more := file.size - there.get(_key(file), 0)) > 0}


def _key(file: DatabaseFile) -> tuple[str, str]:
    return file.database.casefold(), file.path.casefold()


def _volume_of(file: DatabaseFile, volumes: Iterable[str]) -> str:
    """Of volumes mounted in each other's folders the innermost; UNKNOWN where none fits."""
    folder = f"{folder_of(file)}\\".casefold()
    if not ON_WINDOWS.match(folder):
        gap = Gap(GapReason.UNPARSABLE, f"a file of {file.database} has no path of Windows")
        raise MissingEvidence(gap, "database_files")
    return max((one for one in volumes if folder.startswith(one)), key=len, default=UNKNOWN)


def _told(one: VolumeSpace, needed: int) -> str:
    return f"{one.volume} needs {say(needed)} and has {say(one.free)} free"


def _largest(lacking: Mapping[DatabaseFile, int]) -> list[DatabaseFile]:
    return sorted(lacking, key=lambda one: (-lacking[one], one.path))[:2]
