"""Every BizTalk server has the product, edition and update of the others.

Why it matters
--------------
A replacement is installed to be like the server that was lost. Where the servers of a group differ,
nobody knows which of them is right, and what runs on one may not run on the other.

What is read
------------
On each server of adm_Server: ProductName, ProductEdition and ProductVersion of the key
HKLM\\SOFTWARE\\Microsoft\\BizTalk Server\\3.0, and the updates of BizTalk Server in the list of
installed programs. Of these the one with the highest KB number counts: they are cumulative. Each
server is compared with what most servers have; when no level is that of most, every server fails.
What else was installed, such as adapters of other makers, is not compared.

How to fix
----------
Install the missing update on the servers that lack it, in one maintenance window, and write down
product, edition and update in the restore documents.

Reference: Install BizTalk Server 2020, https://learn.microsoft.com/en-us/biztalk/install-and-config-guides/install-biztalk-server-2020
"""

from collections import Counter
from collections.abc import Mapping

from checks.replacement.servers import NEEDS, Level, installed
from checks.servers import the_biztalk_servers
from checks.wording import listed
from scanner.facts.configuration import InstalledUpdate
from scanner.facts.machines import BizTalkInstallation
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity


@check(
    id="RM01",
    title="The BizTalk servers are installed alike",
    rows=("R04",),
    severity=Severity.MEDIUM,
    needs=NEEDS,
    subjects=the_biztalk_servers,
)
def servers_are_installed_alike(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    server, found = subject.about, installed(facts)
    if server not in found:
        return fails(
            f"adm_Server names {server.name}, but BizTalk Server is not installed there.",
            facts.one(BizTalkInstallation, server),
            fix=f"Remove {server.name} from the group, or install BizTalk Server there again.",
        )
    own, mine = found[server]
    levels = {other: one for other, (_, one) in found.items()}
    updates = facts.rows(InstalledUpdate, server)
    expected = _of_most(levels)
    if mine == expected:
        alone = "the only BizTalk server" if len(levels) == 1 else "as most servers of the group"
        return passes(f"{server.name}, {alone}, has {mine}.", own, *updates)
    others = listed(f"{one.name}: {said}" for one, said in levels.items() if said != mine)
    return fails(
        f"{server.name} has {mine}; {others}.",
        own,
        *updates,
        fix=(
            f"Bring {server.name} to {expected}." if expected else "Bring all servers to one level."
        ),
    )


def _of_most(levels: Mapping[Target, Level]) -> Level | None:
    """None when no level is that of more servers than any other."""
    (first, most), *others = Counter(levels.values()).most_common()
    return None if any(number == most for _, number in others) else first
