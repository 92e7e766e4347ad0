"""The exported configuration names the account that Single Sign-On runs as today.

Why it matters
--------------
Recovering Single Sign-On asks for the account that it ran as, and people take it from the exported
file. One that was replaced since may be disabled or no Single Sign-On administrator any more, and
the service does not start with it.

What is read
------------
The account that the newest export of the master secret server, kept off it, names for ENTSSO, and
the account that this service runs as, on each machine behind the server's name. A domain may be
written in two ways; names that differ in it alone are for a person to compare. Files on shares are
listed only, so that their content is not known.

How to fix
----------
Export the configuration again on the server and replace the older file.

Reference: How to Recover Enterprise Single Sign-On, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-enterprise-single-sign-on
"""

from checks.configuration.exports import NEEDS, export_it, opened, told
from checks.master_secret.secret import the_secret_nodes
from scanner.facts.configuration import ConfigurationExport
from scanner.facts.master_secret import SsoService
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.configuration import KeptExport

SINGLE_SIGN_ON = "entsso"


@check(
    id="CE06",
    title="The exported configuration names Single Sign-On's account",
    rows=("R06", "R08"),
    severity=Severity.MEDIUM,
    needs=(*NEEDS, ConfigurationExport, SsoService),
    subjects=the_secret_nodes,
)
def exported_account_is_in_use(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server = subject.about
    service = facts.one(SsoService, server)
    if not service.installed:
        return not_checked(
            f"{server.name} runs no Single Sign-On service, so there is no account to compare.",
            service,
            settle="Correct the master secret server and its nodes in the estate.",
        )
    settle = f"Compare the account of ENTSSO in it with {service.account}."
    found = opened(facts, server, "What {} says", settle)
    if isinstance(found, Verdict):
        return found
    return _compared(found.content, service, found.kept, server)


def _compared(
    content: ConfigurationExport, service: SsoService, kept: KeptExport, server: Target
) -> Verdict:
    named = next((one.account for one in content.accounts if one.id == SINGLE_SIGN_ON), "")
    if named.casefold() == service.account.casefold():
        sentence = f"{told(kept)} names {named}, which Single Sign-On runs as on {server.name}."
        return passes(sentence, content, service)
    if named and _user(named) == _user(service.account):
        return not_checked(
            f"{told(kept)} names {named}, and Single Sign-On runs as {service.account}: whether "
            "these are one account is not known.",
            content,
            service,
            settle=f"Compare the two, or: {export_it(server)}",
        )
    return fails(
        f"{told(kept)} names {named or 'no account'} for Single Sign-On, which runs as "
        f"{service.account or 'an account that Windows does not tell'} on {server.name}.",
        content,
        service,
        fix=export_it(server),
    )


def _user(account: str) -> str:
    """Without its domain, in either form."""
    return account.rpartition("\\")[2].partition("@")[0].casefold()
