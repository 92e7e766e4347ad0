"""Copies of the BAM portal's web.config files are on another machine.

Why it matters
--------------
The three web.config files of the portal name the BAM server, the BAM database and the addresses of
its web services. They lie beside the portal's pages; no IIS backup and no database backup holds
them.

What is read
------------
On the portal's host, the folders of the portal's applications by applicationHost.config, and the
web.config in each: its size and its time of writing, not its content. In the declared locations
that hold BAM portal backups: files web.config of the same size, with the same time of writing or
in a folder of the same name.

How to fix
----------
Copy the three web.config files, each in a folder named like its own (BAMPortal,
BAMManagementService, BAMQueryService), to a declared location on another machine after each change.

Reference: How to Back Up the BAM Portal, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-portal
"""

from datetime import timedelta
from pathlib import PureWindowsPath

from checks.bam.portal import NEEDS, Portal, is_below, the_portals
from checks.wording import count, listed
from scanner.facts.backup_files import StoredFile
from scanner.facts.iis import PortalFile, SharedConfiguration
from scanner.model.check import Facts, NoLimits, check
from scanner.model.estate import Artefact
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.listing import listing, off_host

ROUNDING = timedelta(seconds=2)  # of file times


@check(
    id="BP03",
    title="The BAM portal's web.config files are saved",
    rows=("B10", "R10"),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, PortalFile, StoredFile),
    subjects=the_portals,
)
def portal_web_configs_are_saved(
    subject: Subject[Portal], facts: Facts, _limits: NoLimits
) -> Verdict:
    portal, host = subject.about, subject.about.on.name
    shared = facts.one(SharedConfiguration, portal.on)
    if shared.enabled:
        return not_checked(
            f"IIS on {host} takes its configuration from elsewhere, which was not read.",
            shared,
            settle="Compare the web.config files of the portal with their copies by hand.",
        )
    mine = [
        one for one in facts.rows(PortalFile, portal.on) if is_below(one.application, portal.root)
    ]
    live = [one for one in mine if one.exists]
    if not live:
        return fails(
            f"{host} has no web.config in an application {portal.root}.",
            *mine,
            fix="Declare the right host of the portal in the estate, or repair the portal.",
        )
    return _missing(live, portal, facts) or _elsewhere(mine) or _saved(live, portal)


def _missing(live: list[PortalFile], portal: Portal, facts: Facts) -> Verdict | None:
    places = off_host(facts, Artefact.PORTAL_CONFIGURATION, portal.on)
    kept = [
        file
        for one in places
        for file in listing(facts, one.path, facts.host(one.host) if one.host else None)
    ]
    lost = [one for one in live if not any(_is_copy(file, one) for file in kept)]
    if not lost:
        return None
    files = listed(one.path for one in lost)
    where = listed(one.path for one in places) or "a location that the estate declares"
    return fails(
        f"No declared location outside {portal.on.name} holds a copy of {files} as it is today.",
        *lost,
        fix=f"Copy {files} to {where}, each in a folder named like its own.",
    )


def _saved(live: list[PortalFile], portal: Portal) -> Verdict:
    files = count(len(live), "web.config file")
    return passes(f"Copies of {files} of the portal on {portal.on.name} are kept elsewhere.", *live)


def _elsewhere(mine: list[PortalFile]) -> Verdict | None:
    unseen = [one for one in mine if one.exists is None]
    if not unseen:
        return None
    return not_checked(
        f"{listed(one.path for one in unseen)} is on no drive of the portal's host: not looked at.",
        *unseen,
        settle="Compare these files with their copies by hand.",
    )


def _is_copy(file: StoredFile, live: PortalFile) -> bool:
    path, original = PureWindowsPath(file.path), PureWindowsPath(live.path)
    if file.is_directory or path.name.casefold() != original.name.casefold():
        return False
    if file.size != live.size:
        return False
    if path.parent.name.casefold() == original.parent.name.casefold():
        return True
    return bool(file.written and live.written and abs(file.written - live.written) <= ROUNDING)
