"""Somebody may restore: each server that may have to has a sysadmin who is a person.

Why it matters
--------------
Restoring the databases, and setting up a destination again, takes a sysadmin. On a server that
stands by for years, the only one left may be a disabled sa and the accounts of services, and that
is found out on the day of the disaster.

What is read
------------
The logins of the management database's server and of every declared destination of log shipping:
who is a sysadmin, enabled, and neither an account of the system nor of the server's own services.
A Windows group counts; who is in it cannot be read from SQL Server.

How to fix
----------
Make a Windows group of the database administrators a sysadmin of the server, and keep its members
current.

Reference: Minimum Security User Rights, https://learn.microsoft.com/en-us/biztalk/core/minimum-security-user-rights
"""

from collections.abc import Iterator

from checks.destination.destinations import declared
from checks.wording import listed
from scanner.facts.permissions import ServerLogin, ServiceAccount
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity

OF_THE_SYSTEM = ("S-1-5-18", "S-1-5-19", "S-1-5-20")
OF_SERVICES = "S-1-5-80-"
CERTIFIED = "##"  # SQL Server's own logins


def _servers(facts: Facts) -> Iterator[Subject[Target]]:
    for on in dict.fromkeys((facts.management, *declared(facts))):
        yield Subject(on.name, on, on)


@check(
    id="PE06",
    title="Somebody may restore",
    rows=("B02",),
    severity=Severity.HIGH,
    needs=(ServerLogin, ServiceAccount),
    subjects=_servers,
)
def somebody_may_restore(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    on = subject.about
    services = {one.account.casefold() for one in facts.rows(ServiceAccount, on)}
    sysadmins = [one for one in facts.rows(ServerLogin, on) if one.is_sysadmin]
    people = [one for one in sysadmins if _is_of_people(one, services)]
    if people:
        names = listed(one.name for one in people)
        return passes(f"Sysadmins of {on.name} who can log on: {names}.", *people)
    return fails(
        f"No login of a person or of a group of people is a sysadmin of {on.name}.",
        *sysadmins,
        fix=f"Make a group of the database administrators a sysadmin of {on.name}.",
    )


def _is_of_people(login: ServerLogin, services: set[str]) -> bool:
    is_system = login.sid in OF_THE_SYSTEM or login.sid.startswith(OF_SERVICES)
    is_service = login.name.casefold() in services or login.name.startswith(CERTIFIED)
    return not (login.is_disabled or is_system or is_service)
