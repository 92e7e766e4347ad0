"""The credentials of the account that Single Sign-On runs as are kept.

Why it matters
--------------
Recovering Single Sign-On on a new computer asks for the name and the password of the account that
the service ran as; another one must first become a Single Sign-On administrator. The master secret
in the registry is locked with this account, so that a wrong one makes it unreadable.

What is read
------------
The account of the service ENTSSO on each machine behind the master secret server's name. Passwords
are read nowhere, so that a machine never passes nor fails this, and a person attests it. An account
of Windows itself has no password: then there is nothing to keep.

How to fix
----------
Keep the password in a safe or vault that outlives the servers, or write down who may set a new one
in the domain at any hour, and attest it.

Reference: How to Recover Enterprise Single Sign-On, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-enterprise-single-sign-on
"""

from collections.abc import Iterable

from checks.escrow.accounts import ask, is_of_windows
from checks.master_secret.secret import the_secret_nodes
from checks.wording import listed
from scanner.facts.master_secret import SsoGlobalInfo, SsoService
from scanner.facts.topology import OtherBackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_applicable, not_checked
from scanner.model.status import Severity

Services = dict[Target, SsoService]


def _accounts(facts: Facts) -> Iterable[Subject[Services]] | Verdict:
    nodes = the_secret_nodes(facts)
    if isinstance(nodes, Verdict):
        return nodes
    services = {one.about: facts.one(SsoService, one.about) for one in nodes}
    named = {node: one for node, one in services.items() if one.account}
    if not named:
        return not_checked(
            "No machine behind the master secret server's name runs Single Sign-On.",
            *services.values(),
            settle="Correct the master secret server in the estate, or attest the account.",
        )
    every = {one.account.casefold(): one.account for one in named.values()}
    return [Subject(account, _running_as(named, key)) for key, account in sorted(every.items())]


def _running_as(services: Services, account: str) -> Services:
    return {node: one for node, one in services.items() if one.account.casefold() == account}


@check(
    id="ES02",
    title="The credentials of Single Sign-On's account are kept",
    rows=("R03", "R06", "R08"),
    severity=Severity.HIGH,
    needs=(OtherBackupDatabase, SsoGlobalInfo, SsoService),
    subjects=_accounts,
)
def sso_account_is_kept(subject: Subject[Services], _facts: Facts, _limits: NoLimits) -> Verdict:
    services = subject.about
    where = listed(one.name for one in services)
    if is_of_windows(subject.name):
        first, *others = services.values()
        return not_applicable(
            f"Single Sign-On runs as {subject.name} on {where}, which has no password.",
            first,
            *others,
        )
    return ask(subject.name, f"which Single Sign-On runs as on {where}", *services.values())
