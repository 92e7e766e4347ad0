"""The services of SQL Server run as accounts that the other machines of the group know.

Why it matters
--------------
The backup job reaches the group's other servers, and log shipping the group's first, as the account
of SQL Server Agent; the files are written to the share, and read from it for a restore, as that of
the database engine. An account of one machine alone is a stranger on every other; one of the
system's own goes there as the computer, which is more than it needs and ends with the computer.

What is read
------------
The accounts of both services on every server that holds a database of the job and on every
destination of log shipping. Told by its security identifier where it has a login there, else by
its name; that its domain is one, by other logins of that domain. The engine may also run as its
virtual account, which is the computer for others and nothing more on its own machine. A group of
one machine needs no domain account.

How to fix
----------
With SQL Server Configuration Manager, let the service run as a domain account or a group managed
service account. For that of SQL Server Agent create a login on each server of the group; give that
of the engine rights on the share and folder of the backups.

Reference: Minimum Security User Rights, https://learn.microsoft.com/en-us/biztalk/core/minimum-security-user-rights
"""

from collections.abc import Iterable, Iterator

from checks.destination.destinations import declared
from checks.permissions.accounts import (
    domain_is_known,
    is_of_a_domain,
    is_virtual,
    login_of,
    service_account,
)
from checks.wording import listed
from scanner.facts.instances import Instance
from scanner.facts.permissions import AGENT, ENGINE, ServerLogin, ServiceAccount
from scanner.facts.topology import BackupDatabase, BizTalkServer
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.names import host_name
from scanner.model.status import Severity

SERVICES = {AGENT: "SQL Server Agent", ENGINE: "the database engine"}


def _instances(facts: Facts) -> Iterator[Subject[Target]]:
    for on in dict.fromkeys((*_job_instances(facts), *declared(facts))):
        yield Subject(on.name, on, on)


def _job_instances(facts: Facts) -> Iterator[Target]:
    yield facts.management
    for one in facts.rows(BackupDatabase, facts.management):
        yield facts.sql(one.database.server)


@check(
    id="PE02",
    title="The services of SQL Server run as domain accounts",
    rows=("B02",),
    severity=Severity.MEDIUM,
    needs=(BackupDatabase, BizTalkServer, Instance, ServerLogin, ServiceAccount),
    subjects=_instances,
)
def service_accounts_are_domain_accounts(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    on = subject.about
    machine = facts.one(Instance, on).machine
    services = [service_account(facts, on, program) for program in SERVICES]
    logins = [login_of(facts, on, one.account) for one in services]
    cited = (*services, *filter(None, logins))
    if _is_of_one_machine(facts, machine):
        said = "The group is on one machine; its service accounts need to be known there only."
        return passes(said, *cited)
    pairs = list(zip(services, logins, strict=True))
    if bad := [one for one, login in pairs if not _may_be_known(one, login, machine)]:
        return fails(
            f"On {on.name}, {_said(bad)}; that is no domain account.",
            *cited,
            fix=f"Let {_names(bad)} on {on.name} run as a domain account.",
        )
    if unproved := [one for one, login in pairs if not _is_known(one, login, facts, on)]:
        return not_checked(
            f"On {on.name}, {_said(unproved)}; whether that is an account of a domain, no login "
            "there tells.",
            *cited,
            settle=f"Say whether {listed(one.account for one in unproved)} is of a domain.",
        )
    return passes(f"On {on.name}, {_said(services)}.", *cited)


def _may_be_known(service: ServiceAccount, login: ServerLogin | None, machine: str) -> bool:
    if service.program == ENGINE and is_virtual(service.account):
        return True
    return is_of_a_domain(service.account, machine, login)


def _is_known(service: ServiceAccount, login: ServerLogin | None, facts: Facts, on: Target) -> bool:
    """The engine has no login of its own as a rule; names of the system's are translated."""
    told = service.program == AGENT or login is not None or is_virtual(service.account)
    return told or domain_is_known(facts, on, service.account)


def _said(services: Iterable[ServiceAccount]) -> str:
    return " and ".join(f"{SERVICES[one.program]} runs as {one.account}" for one in services)


def _names(services: Iterable[ServiceAccount]) -> str:
    return " and ".join(SERVICES[one.program] for one in services)


def _is_of_one_machine(facts: Facts, machine: str) -> bool:
    servers = facts.rows(BizTalkServer, facts.management)
    instances = {*_job_instances(facts), *declared(facts)}
    machines = {host_name(one.name) for one in servers}
    machines |= {host_name(one.name.partition("\\")[0]) for one in instances}
    return machines <= {host_name(machine)}
