"""The destination has the logins that the databases' users belong to.

Why it matters
--------------
Users come along with a restored database, the logins behind them do not. After the failover
BizTalk's host instances and administrators are then refused, one by one, while everybody waits.

What is read
------------
The users of every database of the job that belong to a login of its server, and the logins of each
declared destination. Compared by security identifier: a SQL login of the same name with another
identifier leaves its user orphaned. Left out are accounts of one machine, the system's own, and our
own login.

How to fix
----------
Create the logins on the destination: of Windows accounts and groups by name, SQL logins with the
SID of the source.

Reference: Log Shipping User Accounts and Roles, https://learn.microsoft.com/en-us/biztalk/technical-guides/log-shipping-user-accounts-and-roles
"""

from collections.abc import Iterable, Iterator

from checks.destination.destinations import each_destination, source_servers
from checks.permissions.accounts import OF_A_DOMAIN, domain_of
from checks.wording import count, listed
from scanner.facts.instances import Instance
from scanner.facts.permissions import DatabaseUser, ServerLogin
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.names import host_name
from scanner.model.status import Severity

SA = "01"


@check(
    id="LS09",
    title="The destination has the logins",
    rows=("B05", "B02", "R01"),
    severity=Severity.MEDIUM,
    needs=(BackupDatabase, DatabaseUser, Instance, ServerLogin),
    subjects=each_destination,
)
def destination_has_the_logins(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    on = subject.about
    there = {one.sid: one for one in facts.rows(ServerLogin, on)}
    needed = {login.sid: login for login in _needed(facts)}
    missing = [login for sid, login in needed.items() if sid not in there]
    if missing:
        names = listed(one.name for one in missing)
        return fails(
            f"{on.name} lacks {count(len(missing), 'login')} of the databases' users: {names}."
            + _twins(missing, there.values()),
            *missing,
            fix=f"Create on {on.name}, SQL logins with the SID of the source: {names}.",
        )
    logins = count(len(needed), "login")
    return passes(f"{on.name} has all of the databases' users: {logins}.", *needed.values())


def _twins(missing: Iterable[ServerLogin], there: Iterable[ServerLogin]) -> str:
    """Logins of the same name that leave the users orphaned all the same, as a sentence."""
    known = {one.name.casefold() for one in there}
    twins = [one.name for one in missing if one.name.casefold() in known]
    return f" There under the same name with another identifier: {listed(twins)}." if twins else ""


def _needed(facts: Facts) -> Iterator[ServerLogin]:
    for source in source_servers(facts):
        me = facts.one(Instance, source)
        users = {one.sid for one in facts.rows(DatabaseUser, source)}
        for login in facts.rows(ServerLogin, source):
            if login.sid in users and _travels(login, me):
                yield login


def _travels(login: ServerLogin, source: Instance) -> bool:
    """Whether it means the same on another machine."""
    if login.name.casefold() == source.account.casefold() or login.sid == SA:
        return False
    if login.type == "S":
        return True
    domain = host_name(domain_of(login.name))
    return login.sid.startswith(OF_A_DOMAIN) and domain != host_name(source.machine)
