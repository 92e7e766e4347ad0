"""Each adapter that a BizTalk server runs can be installed on a replacement.

Why it matters
--------------
BizTalk Server's own setup installs its native adapters. Any other adapter has a setup of its own,
and often a library of the system that it talks to. Where that is missing, the ports of the adapter
stay down after the restore, however good the databases are.

What is read
------------
adm_Adapter, the hosts that have a handler for each adapter, the servers that run an instance of
these hosts, and how many receive locations and static send ports each handler has; ProductName of
each server. Native adapters are known by their names; from BizTalk Server 2020 on, WCF-SQL and
those for Azure and Office 365 are among them. Any other, with those for Oracle, SAP and Siebel, is
for a person to attest. SFTP needs WinSCP from BizTalk Server 2016 on: where a port uses it, a file
named WinSCP in a declared location off the BizTalk servers passes; whether its version suits the
update is not judged.

How to fix
----------
Keep the setup of the adapter, and of what it needs, where it outlives the servers, and attest it.
Of WinSCP, put the archive that Microsoft names for the update into a location that holds
`installation_media`.

Reference: Adapters in BizTalk Server, https://learn.microsoft.com/en-us/biztalk/core/adapters-in-biztalk-server
"""

from collections.abc import Iterator

from checks.replacement.media import declared, held
from checks.replacement.native_adapters import is_native
from checks.replacement.servers import year_of
from checks.servers import servers_of, the_biztalk_servers
from checks.wording import count, listed
from scanner.facts.backup_files import StoredFile
from scanner.facts.machines import BizTalkInstallation, HostedAdapter
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts, MissingEvidence, NoLimits, check
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Subject, Verdict, not_applicable, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.listing import host_of

SFTP, WINSCP = "sftp", "winscp"
WINSCP_SINCE = 2016
CITED = 20


@check(
    id="RM05",
    title="The adapters can be installed again",
    rows=("R04",),
    severity=Severity.MEDIUM,
    needs=(BizTalkInstallation, BizTalkServer, HostedAdapter, StoredFile),
    subjects=the_biztalk_servers,
)
def adapters_can_be_installed(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    server = subject.about
    every, kept = _hosted(facts), next(_winscp(facts), None)
    mine = [one for one in every if one.server and facts.host(one.server) == server]
    if not mine:
        sentence = f"No host instance of {server.name} has a handler for an adapter."
        return not_applicable(sentence, *every[:CITED])
    year = year_of(facts.one(BizTalkInstallation, server).product)
    foreign = [one for one in mine if not is_native(one.adapter, year)]
    by_sftp = [one for one in mine if _uses_sftp(one) and (not year or year >= WINSCP_SINCE)]
    open_ = [*foreign, *([] if kept else by_sftp)]
    if open_:
        return _for_a_person(server, open_)
    names = {one.adapter for one in mine}
    used = [kept] if kept and by_sftp else []
    beside = f"; WinSCP, which SFTP needs, is {used[0].path}" if used else ""
    return passes(
        f"{server.name} runs {count(len(names), 'adapter')}, which BizTalk Server's own setup "
        f"installs{beside}.",
        *mine[:CITED],
        *used,
    )


def _hosted(facts: Facts) -> tuple[HostedAdapter, ...]:
    every, servers = facts.rows(HostedAdapter, facts.management), servers_of(facts)
    if any(one.server and facts.host(one.server) not in servers for one in every):
        gap = Gap(GapReason.UNPARSABLE, "a server that adm_Server does not name runs an adapter")
        raise MissingEvidence(gap, f"{facts.management.id}/adapters")
    return every


def _for_a_person(server: Target, adapters: list[HostedAdapter]) -> Verdict:
    names = sorted({_wanted(one) for one in adapters})
    wanted = listed(names, len(names))
    uses = sorted({f"{one.adapter} by host {one.host}" for one in adapters})
    return not_checked(
        f"{server.name} runs {listed(uses)}. Whether the setup of {wanted} is kept is for a person "
        "to say.",
        *adapters[:CITED],
        settle=(
            f"Attest that the setup of {wanted}, with what it needs beside, is kept where it "
            f"outlives {server.name}, or that nobody needs it any more."
        ),
    )


def _wanted(one: HostedAdapter) -> str:
    return "WinSCP for SFTP" if one.adapter.casefold() == SFTP else one.adapter


def _uses_sftp(one: HostedAdapter) -> bool:
    return one.adapter.strip().casefold() == SFTP and one.ports > 0


def _winscp(facts: Facts) -> Iterator[StoredFile]:
    lost = servers_of(facts)
    places = [one for one in declared(facts) if host_of(facts, one) not in lost]
    return (one for one in held(facts, places) if WINSCP in one.name.casefold())
