"""The account of btsready may only read.

Why it matters
--------------
A scan is run each month from a place that many know, with a stored password. Who takes an account
that can do more than read takes the group with it; and a good result that needed such an account
says less. Owners of SSODB are administrators of Single Sign-On.

What is read
------------
As our own login, Windows groups included: on every server membership of sysadmin, CONTROL SERVER
and ALTER ANY LOGIN; in every database of the job membership of db_owner, BTS_ADMIN_USERS and
BTS_BACKUP_USERS. Rights on Windows hosts are PE09's.

How to fix
----------
Take those rights from the login, and give it what `btsready plan --grants` prints.

Reference: Minimum Security User Rights, https://learn.microsoft.com/en-us/biztalk/core/minimum-security-user-rights
"""

from collections.abc import Iterator

from checks.wording import listed
from scanner.facts.instances import Instance
from scanner.facts.permissions import OwnRights, OwnRoles
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity

ON_SERVER = {
    "is_sysadmin": "is a sysadmin",
    "controls_server": "has CONTROL SERVER",
    "alters_logins": "has ALTER ANY LOGIN",
}
IN_DATABASE = {
    "is_owner": "db_owner",
    "is_biztalk_administrator": "BTS_ADMIN_USERS",
    "is_backup_user": "BTS_BACKUP_USERS",
}


def _instances(facts: Facts) -> Iterator[Subject[Target]]:
    for on in facts.targets(OwnRights):
        yield Subject(on.name, on, on)


@check(
    id="PE05",
    title="The account of btsready may only read",
    rows=("B02",),
    severity=Severity.MEDIUM,
    needs=(Instance, OwnRights, OwnRoles),
    subjects=_instances,
)
def scanner_may_only_read(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    on = subject.about
    rights = facts.one(OwnRights, on)
    roles = facts.rows(OwnRoles, on) if on in facts.targets(OwnRoles) else ()
    account = facts.one(Instance, on).account
    too_much = [said for name, said in ON_SERVER.items() if getattr(rights, name)]
    for one in () if rights.is_sysadmin else roles:
        held = [role for name, role in IN_DATABASE.items() if getattr(one, name)]
        too_much += [f"is in {role} of {one.database}" for role in held]
    if not too_much:
        return passes(f"{account} may only read on {on.name}.", rights, *roles)
    said = listed(too_much, 6)
    return fails(
        f"{account} may do more than read on {on.name}: it {said}.",
        rights,
        *roles,
        fix=f"Take from {account} on {on.name} what it does not need: it {said}.",
    )
