"""Two administrators of Single Sign-On can act on the server of the master secret.

Why it matters
--------------
Only a Single Sign-On administrator who is also a local administrator of the master secret server
can back up or restore the secret. A group with one member is a group with nobody when that member
is on holiday; and Single Sign-On's other group, of the affiliate administrators, is needed again
when applications are configured anew.

What is read
------------
The group and the master secret server in SSOX_GlobalInfo. Who is in a group of the domain cannot be
read from here without an account that may ask the domain: a person says it.

How to fix
----------
Keep at least two people in each group of Single Sign-On, and make the administrators of the group
local administrators of the master secret server, and of the machine that would take its place.
Then state it: `btsready attest PE10`.

Reference: Minimum Security User Rights, https://learn.microsoft.com/en-us/biztalk/core/minimum-security-user-rights
"""

from checks.permissions.sso_administrators_are_a_domain_group import the_administrators
from scanner.facts.master_secret import SsoGlobalInfo
from scanner.facts.topology import OtherBackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_checked
from scanner.model.status import Severity


@check(
    id="PE10",
    title="The SSO administrators can act",
    rows=("B02",),
    severity=Severity.HIGH,
    needs=(OtherBackupDatabase, SsoGlobalInfo),
    subjects=the_administrators,
)
def sso_administrators_can_act(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    info = facts.one(SsoGlobalInfo, subject.about)
    group = info.admin_group or "the Single Sign-On administrators"
    server = info.secret_server or "the master secret server"
    return not_checked(
        f"Who is in {group}, and who of them is a local administrator of {server}, is for a person "
        "to say.",
        info,
        settle=(
            f"Look at the members of {group} and of the affiliate administrators, and attest that "
            f"each group has two people, and that an administrator of Single Sign-On is a local "
            f"administrator of {server}."
        ),
    )
