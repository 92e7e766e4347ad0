"""For Standard Edition, the certificate store AddressBook exists on each BizTalk server.

Why it matters
--------------
BizTalk Server keeps the public certificates of partners in the store of other people, AddressBook.
On other editions the configuration makes it; on Standard Edition it must be made by hand before a
replacement works. A server that lacks it now was restored or installed without that step.

What is read
------------
On every BizTalk server, ProductEdition and whether the key
HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\AddressBook exists.

How to fix
----------
Open the certificate import wizard for the store of other people and cancel it, which makes the key;
write the step into the restore plan.

Reference: How to Restore the Certificate Store, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-the-certificate-store
"""

from checks.restore_group.edition import other_edition
from checks.servers import the_biztalk_servers
from scanner.facts.biztalk_hosts import BizTalkRegistry
from scanner.facts.machines import BizTalkInstallation
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity

KEY = r"HKLM\SOFTWARE\Microsoft\SystemCertificates\AddressBook"


@check(
    id="RG04",
    title="The certificate store of Standard Edition is there",
    rows=("R05",),
    severity=Severity.MEDIUM,
    needs=(BizTalkInstallation, BizTalkRegistry, BizTalkServer),
    subjects=the_biztalk_servers,
)
def certificate_store_is_there(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server = subject.about
    if other := other_edition(server, facts):
        return other
    found = facts.one(BizTalkRegistry, server)
    if found.address_book:
        return passes(f"{server.name} has the certificate store AddressBook.", found)
    return fails(
        f"{server.name} runs Standard Edition and lacks {KEY}.",
        found,
        fix=f"Open the certificate import wizard for other people on {server.name} and cancel it.",
    )
