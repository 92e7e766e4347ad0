"""An IIS backup holds the BAM portal's configuration as it is today.

Why it matters
--------------
The portal's applications, their pool and their folders are settings of IIS, in none of BizTalk's
databases. Without a backup of IIS they must be configured by hand from memory. The time of a
backup says nothing: it may be newer than the portal and yet made without it.

What is read
------------
On the portal's host, by bam_Metadata_Properties (BAMVRoot) or declared: the elements of IIS's
applicationHost.config that the portal uses (its applications, their virtual directories and pools,
their sites and the addresses these listen on), and the same elements in the newest IIS backup whose
configuration is not empty, compared one by one. Passwords are read only as filled or empty. Whether
IIS uses a shared configuration: then a copy of that file, as it is today by size and time, in a
declared location counts instead.

How to fix
----------
Run appcmd add backup on the portal's host after each change of the portal, with a new name, and
copy the folder elsewhere. The passwords in it can be restored on the same machine only: keep the
pool's account and password apart.

Reference: How to Back Up the BAM Portal, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-portal
"""

from checks.bam.portal import (
    LIVE,
    NEEDS,
    Portal,
    differences,
    newest_backup,
    portal_elements,
    save,
    the_portals,
)
from checks.bam.shared_configuration import copy_is_current
from checks.wording import count, listed, when
from scanner.facts.backup_files import StoredFile
from scanner.facts.iis import IisBackup, PortalElement, SharedConfiguration
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity


@check(
    id="BP01",
    title="The BAM portal's configuration is saved",
    rows=("B10", "R10"),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, PortalElement, StoredFile),
    subjects=the_portals,
)
def portal_configuration_is_saved(
    subject: Subject[Portal], facts: Facts, _limits: NoLimits
) -> Verdict:
    portal = subject.about
    host = portal.on.name
    shared = facts.one(SharedConfiguration, portal.on)
    if shared.enabled:
        return copy_is_current(portal, shared, facts)
    elements = facts.rows(PortalElement, portal.on)
    live = portal_elements((one for one in elements if one.source == LIVE), portal.root)
    if not live:
        return fails(
            f"IIS on {host} has no application {portal.root}, where the BAM portal should be.",
            shared,
            fix=f"Declare the right host of the portal in the estate, or configure it on {host}.",
        )
    backups = facts.rows(IisBackup, portal.on)
    newest = newest_backup(backups)
    if newest is None:
        empty = f"{count(len(backups), 'backup')}, all empty" if backups else "no backup"
        return fails(f"IIS on {host} has {empty}.", *backups, fix=save(portal))
    wrong = list(differences(live, (one for one in elements if one.source == newest.name)))
    name = f"The newest IIS backup on {host}, {newest.name} of {when(newest.written)},"
    if wrong:
        return fails(
            f"{name} would not bring the portal back: {listed(wrong, 4)}.", newest, fix=save(portal)
        )
    return passes(f"{name} holds all {len(live)} elements of the portal as today.", newest, *live)
