"""The credentials of every account that BizTalk's services run as are kept.

Why it matters
--------------
An exported configuration holds no passwords. Before it is applied to a new computer, the password
of every service that it names is typed in; host instances that were added later ask for theirs as
well. One that nobody knows stops the restore until somebody may set a new one, on every server.

What is read
------------
The accounts named for services in the newest export of each server, as far as a host reads it, but
for Single Sign-On's own, and the accounts of all host instances in adm_HostInstance. Passwords are
read nowhere, so that a machine never passes nor fails this, and a person attests it for each
account. An account of Windows itself has no password: then there is nothing to keep.

How to fix
----------
Keep the passwords in a safe or vault that outlives the servers, or write down who may set new ones
in the domain at any hour, and attest it.

Reference: How to Recover the BizTalk Server Configuration, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-the-biztalk-server-configuration
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.configuration.exports import NEEDS, best_export, content_of, the_configured_servers
from checks.escrow.accounts import ask, is_of_windows
from checks.wording import count, listed
from scanner.facts.configuration import ConfigurationExport
from scanner.facts.machines import HostInstance
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, not_applicable, not_checked
from scanner.model.status import Severity

SINGLE_SIGN_ON = "entsso"
CITED = 20


@dataclass(frozen=True)
class Use:
    """One thing that needs an account, with the fact that says so."""

    account: str
    fact: ConfigurationExport | HostInstance


def _accounts(facts: Facts) -> Iterable[Subject[list[Use]]] | Verdict:
    servers = the_configured_servers(facts)
    if isinstance(servers, Verdict):
        return servers
    uses: dict[str, list[Use]] = {}
    for one in (*_of_hosts(facts), *_of_exports(facts, servers)):
        uses.setdefault(one.account.casefold(), []).append(one)
    if not uses:
        return not_checked(
            "Neither a host instance nor an export that can be read names an account.",
            *facts.rows(HostInstance, facts.management)[:CITED],
            settle="Attest which accounts the services run as, and that their passwords are kept.",
        )
    return [Subject(own[0].account, own) for _, own in sorted(uses.items())]


def _of_hosts(facts: Facts) -> Iterator[Use]:
    for one in facts.rows(HostInstance, facts.management):
        if one.account:
            yield Use(one.account, one)


def _of_exports(facts: Facts, servers: Iterable[Subject[Target]]) -> Iterator[Use]:
    for subject in servers:
        kept = best_export(facts, subject.about)
        content = content_of(facts, kept) if kept else None
        for one in content.accounts if content else ():
            if content and one.id != SINGLE_SIGN_ON:
                yield Use(one.account, content)


@check(
    id="ES03",
    title="The credentials of the service accounts are kept",
    rows=("R08",),
    severity=Severity.HIGH,
    needs=(*NEEDS, ConfigurationExport, HostInstance),
    subjects=_accounts,
)
def service_accounts_are_kept(
    subject: Subject[list[Use]], _facts: Facts, _limits: NoLimits
) -> Verdict:
    first, *more = dict.fromkeys(one.fact for one in subject.about)
    cites = (first, *more[: CITED - 1])
    if is_of_windows(subject.name):
        return not_applicable(f"{subject.name} is an account of Windows, without password.", *cites)
    return ask(subject.name, _said(subject.about), *cites)


def _said(uses: Iterable[Use]) -> str:
    facts = dict.fromkeys(one.fact for one in uses)
    hosts = [one for one in facts if isinstance(one, HostInstance)]
    files = [one.path for one in facts if isinstance(one, ConfigurationExport)]
    runs = [f"runs {count(len(hosts), 'host instance')}"] if hosts else []
    named = [f"is named in {listed(files)}"] if files else []
    return f"which {' and '.join(runs + named)}"
