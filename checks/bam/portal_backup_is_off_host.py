"""A copy of the portal's IIS backup is on another machine.

Why it matters
--------------
appcmd keeps its backups below inetsrv on the very host that they are meant to replace. When that
host is lost, they are lost with it.

What is read
------------
The newest IIS backup on the portal's host whose configuration is not empty, and the files of the
declared locations that hold BAM portal backups: a file applicationHost.config of the same size,
with the same time of writing or in a folder of the backup's name. Where IIS uses a shared
configuration, a copy of that, apart from the machine that shares it.

How to fix
----------
Copy the backup's whole folder from %windir%\\system32\\inetsrv\\backup to a share or to a folder of
another host, and declare that folder under `locations` with `holds: [bam_portal]`.

Reference: How to Back Up the BAM Portal, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-portal
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import PureWindowsPath

from checks.bam.portal import NEEDS, Portal, newest_backup, save, the_portals
from checks.bam.shared_configuration import copy_is_elsewhere
from checks.wording import listed, when
from scanner.facts.backup_files import StoredFile
from scanner.facts.iis import IisBackup, SharedConfiguration
from scanner.model.check import Facts, NoLimits, check
from scanner.model.estate import Artefact, Location
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.listing import listing, off_host

CONFIGURATION = "applicationhost.config"
ROUNDING = timedelta(seconds=2)  # of file times


@check(
    id="BP02",
    title="The BAM portal's backup is off its host",
    rows=("B10", "R10"),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, StoredFile),
    subjects=the_portals,
)
def portal_backup_is_off_host(subject: Subject[Portal], facts: Facts, _limits: NoLimits) -> Verdict:
    portal = subject.about
    host = portal.on.name
    shared = facts.one(SharedConfiguration, portal.on)
    if shared.enabled:
        return copy_is_elsewhere(portal, shared, facts)
    elsewhere = off_host(facts, Artefact.PORTAL_CONFIGURATION, portal.on)
    if not elsewhere:
        return fails(
            f"The estate declares no place outside {host} where backups of its IIS are kept.",
            fix=f"{save(portal)} Declare that location in the estate.",
        )
    newest = newest_backup(facts.rows(IisBackup, portal.on))
    if newest is None:
        return fails(f"IIS on {host} has no backup that could be copied.", fix=save(portal))
    where = listed(one.path for one in elsewhere)
    for file in _kept(facts, elsewhere):
        if _is_copy(file, newest):
            sentence = f"{file.path} is a copy of the IIS backup {newest.name} on {host}."
            return passes(sentence, file, newest)
    return fails(
        f"{where} holds no copy of {host}'s newest IIS backup, {newest.name} of "
        f"{when(newest.written)}.",
        newest,
        fix=f"Copy the folder %windir%\\system32\\inetsrv\\backup\\{newest.name} to {where}.",
    )


def _kept(facts: Facts, locations: tuple[Location, ...]) -> Iterator[StoredFile]:
    for one in locations:
        on = facts.host(one.host) if one.host else None
        for file in listing(facts, one.path, on):
            if file.exists and file.name.casefold() == CONFIGURATION:
                yield file


def _is_copy(file: StoredFile, backup: IisBackup) -> bool:
    if file.is_directory or file.size != backup.config_size:
        return False
    if PureWindowsPath(file.path).parent.name.casefold() == backup.name.casefold():
        return True
    written = backup.config_written
    return bool(file.written and written and abs(file.written - written) <= ROUNDING)
