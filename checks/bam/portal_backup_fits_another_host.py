"""Nothing in the BAM portal's IIS backup can be restored on the same machine only.

Why it matters
--------------
IIS encrypts the passwords of accounts in applicationHost.config with keys of the machine. When the
portal's host is lost, a backup brings the accounts' names to another machine, but not their
passwords; the portal does not start until somebody enters them.

What is read
------------
The live applicationHost.config of the portal's host: the identity of the portal's pools and the
accounts of its virtual directories; of passwords nothing. Built-in identities and accounts whose
password the domain keeps (names that end in $) need none. Where IIS uses a shared configuration,
whether its exported keys (configEncKey.key) are kept in a declared location; a person knows their
password.

How to fix
----------
Run the portal's pool under a group managed service account. Or keep the account's password where
it is found when the host is lost, and say so in an attestation.

Reference: How to Recover the BAM Portal, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-the-bam-portal
"""

from collections.abc import Iterable, Iterator

from checks.bam.portal import LIVE, NEEDS, Portal, portal_elements, the_portals
from checks.bam.shared_configuration import keys_are_kept
from checks.wording import listed
from scanner.facts.backup_files import StoredFile
from scanner.facts.iis import PortalElement, SharedConfiguration
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity

IDENTITY, USER = "processModel.identityType", "processModel.userName"
SPECIFIC = "specificuser"
MANAGED = "$"


@check(
    id="BP05",
    title="The BAM portal's backup fits another host",
    rows=("B10", "R10"),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, PortalElement, StoredFile),
    subjects=the_portals,
)
def portal_backup_fits_another_host(
    subject: Subject[Portal], facts: Facts, _limits: NoLimits
) -> Verdict:
    portal, host = subject.about, subject.about.on.name
    shared = facts.one(SharedConfiguration, portal.on)
    if shared.enabled:
        return keys_are_kept(portal, shared, facts)
    elements = facts.rows(PortalElement, portal.on)
    live = portal_elements((one for one in elements if one.source == LIVE), portal.root)
    pools = [one for one in live if one.kind == "pool"]
    if not pools:
        return fails(
            f"IIS on {host} has no pool of an application {portal.root}.",
            shared,
            fix=f"Declare the right host of the portal in the estate, or configure it on {host}.",
        )
    accounts = list(dict.fromkeys(_accounts(live)))
    if accounts:
        return not_checked(
            f"The password of {listed(accounts)} in IIS on {host} can be restored on the same "
            "machine only.",
            *pools,
            settle="Say in an attestation where the password is kept, apart from that host.",
        )
    return passes(f"The portal on {host} needs no password that only this host knows.", *pools)


def _accounts(live: Iterable[PortalElement]) -> Iterator[str]:
    """Who has a password to lose, or may have one."""
    for one in live:
        settings = dict(one.settings)
        if one.kind == "pool":
            identity = settings.get(IDENTITY)
            account = settings.get(USER, "")
            if identity is None:
                yield f"the default identity of pool {one.key}"
            elif identity.casefold() == SPECIFIC and not account.endswith(MANAGED):
                yield account
        elif (account := settings.get("userName", "")) and not account.endswith(MANAGED):
            yield account
