"""The BAM portal's web services name this group's BAM database.

Why it matters
--------------
When BAMPrimaryImport is restored under another name or server, the web.config of the portal's two
web services must be edited. A portal that names another database today shows old data, and whoever
restores it from a copy of that file restores the mistake.

What is read
------------
On the portal's host, the folders of its applications by applicationHost.config, and BamServer and
BamDatabase in the web.config of BAMManagementService and BAMQueryService; no other entry of these
files.

How to fix
----------
Edit BamServer and BamDatabase in both files. An alias of SQL Server must be declared under
`aliases`.

Reference: How to Update References to the BAM Primary Import Database Name and Connection String, https://learn.microsoft.com/en-us/biztalk/core/update-references-to-bam-primary-import-database-name-and-connection-string
"""

from collections.abc import Iterable

from checks.bam.portal import NEEDS, Portal, is_below, the_portals
from checks.restore_bam.named import bam_database, is_same
from checks.wording import listed
from scanner.facts.iis import PortalDatabase, SharedConfiguration
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity

SERVICES = ("BAMManagementService", "BAMQueryService")


@check(
    id="RB02",
    title="The BAM portal names the BAM database",
    rows=("R02", "R10"),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, PortalDatabase),
    subjects=the_portals,
)
def portal_names_the_bam_database(
    subject: Subject[Portal], facts: Facts, _limits: NoLimits
) -> Verdict:
    portal, bam = subject.about, bam_database(facts)
    if isinstance(bam, Verdict):
        return bam
    shared = facts.one(SharedConfiguration, portal.on)
    if shared.enabled:
        return not_checked(
            f"IIS on {portal.on.name} takes its configuration from elsewhere, which was not read.",
            shared,
            settle="Compare BamServer and BamDatabase in the web.config files by hand.",
        )
    services = _services(portal, facts.rows(PortalDatabase, portal.on))
    lost = [name for name in SERVICES if name.casefold() not in services]
    lost += [one.path for one in services.values() if one.exists is False]
    if lost:
        return fails(
            f"IIS on {portal.on.name} has no {listed(lost)} of the portal.",
            *services.values(),
            fix="Repair the portal, or declare its right host in the estate.",
        )
    wrong = [one for one in services.values() if not _is_right(one, bam, portal, facts)]
    named = [one for one in wrong if one.server and one.database]
    if named:
        return fails(
            f"{named[0].path} names {named[0].database} on {named[0].server}, not {bam.name} on "
            f"{bam.server}.",
            *named,
            fix=f"Edit BamServer and BamDatabase in {listed(one.path for one in named)}.",
        )
    if wrong:
        return not_checked(
            f"{listed(one.path for one in wrong)} does not say which BAM database it uses.",
            *wrong,
            settle="Look up BamServer and BamDatabase there, and attest what they say.",
        )
    sentence = f"The portal on {portal.on.name} names {bam.name} on {bam.server}."
    return passes(sentence, *services.values())


def _services(portal: Portal, found: Iterable[PortalDatabase]) -> dict[str, PortalDatabase]:
    """The two web services, by the last part of their path."""
    below = (one for one in found if is_below(one.application, portal.root))
    by_name = {one.application.rpartition("/")[2].casefold(): one for one in below}
    return {key: by_name[key] for key in map(str.casefold, SERVICES) if key in by_name}


def _is_right(one: PortalDatabase, bam: DatabaseRef, portal: Portal, facts: Facts) -> bool:
    return is_same(DatabaseRef(one.server, one.database), bam, portal.on, facts)
