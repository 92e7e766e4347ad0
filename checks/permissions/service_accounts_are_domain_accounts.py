"""SQL Server Agent runs as an account that the other machines of the group know.

Why it matters
--------------
The backup job reaches the group's other servers, and log shipping the group's first, as the account
of SQL Server Agent. An account of one machine alone is a stranger on every other; one of the
system's own goes there as the computer, which is more than it needs and ends with the computer.

What is read
------------
The account of the service on every server that holds a database of the job and on every
destination of log shipping. Told by its security identifier where it has a login there, else by
its name. A group of one machine needs no domain account.

How to fix
----------
With SQL Server Configuration Manager, let SQL Server Agent run as a domain account or a group
managed service account. Create a login for it on each server of the group.

Reference: Minimum Security User Rights, https://learn.microsoft.com/en-us/biztalk/core/minimum-security-user-rights
"""

from collections.abc import Iterator

from checks.destination.destinations import declared
from checks.permissions.accounts import is_of_a_domain, login_of, service_account
from scanner.facts.instances import Instance
from scanner.facts.permissions import ServerLogin, ServiceAccount
from scanner.facts.topology import BackupDatabase, BizTalkServer
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.names import host_name
from scanner.model.status import Severity


def _instances(facts: Facts) -> Iterator[Subject[Target]]:
    for on in dict.fromkeys((*_job_instances(facts), *declared(facts))):
        yield Subject(on.name, on, on)


def _job_instances(facts: Facts) -> Iterator[Target]:
    yield facts.management
    for one in facts.rows(BackupDatabase, facts.management):
        yield facts.sql(one.database.server)


@check(
    id="PE02",
    title="SQL Server Agent runs as a domain account",
    rows=("B02",),
    severity=Severity.MEDIUM,
    needs=(BackupDatabase, BizTalkServer, Instance, ServerLogin, ServiceAccount),
    subjects=_instances,
)
def service_accounts_are_domain_accounts(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    on = subject.about
    agent = service_account(facts, on)
    machine = facts.one(Instance, on).machine
    login = login_of(facts, on, agent.account)
    cited = (agent, login) if login else (agent,)
    if is_of_a_domain(agent.account, machine, login):
        return passes(f"SQL Server Agent on {on.name} runs as {agent.account}.", *cited)
    if _is_of_one_machine(facts, machine):
        said = f"The group is on one machine; {agent.account} needs to be known there only."
        return passes(said, *cited)
    return fails(
        f"SQL Server Agent on {on.name} runs as {agent.account}, which is no domain account.",
        *cited,
        fix=f"Let SQL Server Agent on {on.name} run as a domain account.",
    )


def _is_of_one_machine(facts: Facts, machine: str) -> bool:
    servers = facts.rows(BizTalkServer, facts.management)
    instances = {*_job_instances(facts), *declared(facts)}
    machines = {host_name(one.name) for one in servers}
    machines |= {host_name(one.name.partition("\\")[0]) for one in instances}
    return machines <= {host_name(machine)}
