"""The account of btsready is an administrator only of hosts where its questions need one.

Why it matters
--------------
The password of the scan is stored somewhere and used from one place. Who takes it takes every host
that the account is an administrator of: also those that btsready only lists folders on, which are
as a rule the file servers that hold the backups.

What is read
------------
As our own account, whether the local Administrators (S-1-5-32-544) are among the groups of the
session, on hosts that are asked neither for the keys of the master secret nor for the configuration
of IIS: Windows closes these two to others. Under Constrained Language the groups cannot be read.

How to fix
----------
Take the account from the local Administrators, and give it what `btsready plan --grants` prints for
that host: a WinRM shell by Execute in RootSDDL (winrm configSDDL default), and the rights on the
folders. Or use another credential for that host: `overrides` under `windows` in the estate.

Reference: Installation and configuration for Windows Remote Management, https://learn.microsoft.com/en-us/windows/win32/winrm/installation-and-configuration-for-windows-remote-management
"""

from collections.abc import Iterable

from checks.wording import listed
from scanner.facts.hosts import Host
from scanner.facts.iis import PortalElement
from scanner.facts.master_secret import SecretKey
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.status import Severity

CLOSED_TO_OTHERS = (SecretKey, PortalElement)


def _hosts(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    closed = {on for kind in CLOSED_TO_OTHERS for on in facts.targets(kind)}
    every = facts.targets(Host)
    if every and closed.issuperset(every):
        said = f"What {listed(on.name for on in every)} are asked only administrators may read."
        return not_applicable(said, *(facts.one(Host, on) for on in every))
    return [Subject(on.name, on, on) for on in every if on not in closed]


@check(
    id="PE09",
    title="The account of btsready is an administrator of no host without need",
    rows=("B02",),
    severity=Severity.LOW,
    needs=(Host,),
    subjects=_hosts,
)
def scanner_is_no_administrator_of_hosts(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    host = facts.one(Host, subject.about)
    if host.is_admin is None:
        return not_checked(
            f"Under Constrained Language {host.name} does not tell the groups of {host.account}.",
            host,
            settle=f"Say whether {host.account} is a local administrator of {host.name}.",
        )
    if host.is_admin:
        return fails(
            f"{host.account} is an administrator of {host.name}, which its questions there do not "
            "need.",
            host,
            fix=f"Take {host.account} from the administrators of {host.name}; give it what "
            "`btsready plan --grants` prints for that host.",
        )
    return passes(f"{host.account} is no administrator of {host.name}.", host)
