"""The group of the Single Sign-On administrators is of a domain that the destination knows.

Why it matters
--------------
Whoever restores the master secret must be in the group of the Single Sign-On administrators. A
group of one machine is lost with that machine, and a group of a domain that the machines at the
destination do not trust lets nobody in there.

What is read
------------
The group in SSOX_GlobalInfo of Single Sign-On's database, compared with the names of the group's
machines, and with the domain of SQL Server Agent's account on every destination of log shipping.
Who is in the group cannot be read from here.

How to fix
----------
Create a group in the domain, put the administrators and the service account of ENTSSO into it, and
name it with ssomanage -updatedb.

Reference: Minimum Security User Rights, https://learn.microsoft.com/en-us/biztalk/core/minimum-security-user-rights
"""

from collections.abc import Iterable, Iterator

from checks.destination.destinations import declared
from checks.permissions.accounts import domain_of, service_account
from checks.wording import listed
from scanner.facts.instances import Instance
from scanner.facts.master_secret import SsoGlobalInfo
from scanner.facts.permissions import ServiceAccount
from scanner.facts.topology import BizTalkServer, OtherBackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.names import host_name
from scanner.model.status import Severity

FIX = "Name a group of the domain as Single Sign-On administrators with ssomanage -updatedb."


def the_administrators(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    others = facts.rows(OtherBackupDatabase, facts.management)
    listed_as = next((one for one in others if one.role.upper() == "SSO"), None)
    if listed_as is None:
        return not_checked(
            "adm_OtherBackupDatabases does not say where Single Sign-On's database is.",
            settle="Say which group the Single Sign-On administrators are, and of which domain.",
        )
    return [Subject("SSO administrators", facts.sql(listed_as.database.server))]


@check(
    id="PE07",
    title="The SSO administrators are a group of the domain",
    rows=("B02", "R06"),
    severity=Severity.HIGH,
    needs=(BizTalkServer, Instance, OtherBackupDatabase, ServiceAccount, SsoGlobalInfo),
    subjects=the_administrators,
)
def sso_administrators_are_a_domain_group(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    info = facts.one(SsoGlobalInfo, subject.about)
    domain = domain_of(info.admin_group)
    if not domain or domain == "." or host_name(domain) in set(_machines(facts, info)):
        said = info.admin_group or "Nobody"
        return fails(f"{said} is no group of a domain.", info, fix=FIX)
    agents = {on: service_account(facts, on) for on in declared(facts)}
    strangers = [
        on.name
        for on, agent in agents.items()
        if domain_of(agent.account).casefold() != domain.casefold()
    ]
    if strangers:
        where = listed(strangers)
        return not_checked(
            f"{info.admin_group} is of {domain}; whether {where} trusts that domain is not known.",
            info,
            *agents.values(),
            settle=f"Say whether {where} and a new master secret server there trust {domain}.",
        )
    known = f", as is SQL Server Agent on {listed(on.name for on in agents)}" if agents else ""
    return passes(f"{info.admin_group} is of the domain {domain}{known}.", info, *agents.values())


def _machines(facts: Facts, info: SsoGlobalInfo) -> Iterator[str]:
    """Names that are of machines, so not of a domain."""
    yield "BUILTIN"
    yield host_name(info.secret_server or "")
    yield host_name(facts.one(Instance, facts.management).machine)
    yield from (host_name(one.name) for one in facts.rows(BizTalkServer, facts.management))
    yield from (host_name(one.name) for one in facts.group.hosts)
