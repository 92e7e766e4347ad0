"""For Standard Edition, the certificates of the store AddressBook are kept elsewhere.

Why it matters
--------------
The documented step makes an empty store on the replacement computer. The partners' certificates
that were in it must be imported again, from files that somebody kept.

What is read
------------
ProductEdition in the registry of every BizTalk server, and whether the key of the store exists.
Which files hold its certificates only a person knows; so a machine neither passes nor fails this.

How to fix
----------
Export the certificates of the store of other people into files on another machine after each
change, and attest where they are.

Reference: How to Restore the Certificate Store, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-the-certificate-store
"""

from checks.restore_group.edition import other_edition
from checks.servers import the_biztalk_servers
from scanner.facts.biztalk_hosts import BizTalkRegistry
from scanner.facts.machines import BizTalkInstallation
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_checked
from scanner.model.status import Severity


@check(
    id="RG05",
    title="The certificates of Standard Edition are kept",
    rows=("R05",),
    severity=Severity.MEDIUM,
    needs=(BizTalkInstallation, BizTalkRegistry, BizTalkServer),
    subjects=the_biztalk_servers,
)
def certificates_are_kept(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    server = subject.about
    if other := other_edition(server, facts):
        return other
    found = facts.one(BizTalkRegistry, server)
    state = "holds" if found.address_book else "has not"
    return not_checked(
        f"{server.name} {state} the certificate store AddressBook; whether its certificates are "
        "kept elsewhere is for a person to say.",
        found,
        settle=f"Attest where the certificates of {server.name}'s store of other people are kept.",
    )
