"""What is lost together: nothing that stood on any of it can be fetched from there."""

from dataclasses import dataclass

from scanner.errors import UserMistake
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts
from scanner.model.estate import Loss
from scanner.model.names import host_name
from scanner.recovery.copies import Place
from scanner.recovery.phrases import listed, loss_said
from scanner.recovery.scenarios import Scenario
from scanner.runbook.choice import Choice


@dataclass(frozen=True)
class Losses:
    """A copy survives when it survives every one of them."""

    scenarios: tuple[Scenario, ...]
    biztalk: frozenset[str]
    of_site: frozenset[str]

    @property
    def hosts(self) -> frozenset[str]:
        """Every machine that is known to be gone."""
        return self.biztalk.union(self.of_site, *(one.hosts for one in self.scenarios))

    @property
    def said(self) -> str:
        parts = [loss_said(one) for one in self.scenarios]
        if self.biztalk:
            parts.append(f"BizTalk servers: {', '.join(sorted(self.biztalk))}")
        return "; ".join(part for part in parts if part)

    def survive(self, place: Place) -> bool:
        return place.host not in self.hosts and all(one.survives(place) for one in self.scenarios)


def losses_of(facts: Facts, sql_machines: frozenset[str], choice: Choice) -> Losses:
    """Raises MissingEvidence where the BizTalk servers are lost and not known."""
    scenarios: list[Scenario] = []
    if choice.disaster.loses_databases:
        scenarios.append(Scenario(Loss.SQL_MACHINES, hosts=sql_machines))
    if choice.site:
        scenarios.append(Scenario(Loss.SITE, site=_site(facts, choice.site)))
    biztalk: frozenset[str] = frozenset()
    if choice.server:
        biztalk = frozenset({_server(facts, choice.server)})
    elif choice.disaster.loses_biztalk and choice.disaster.loses_databases:
        biztalk = frozenset(_biztalk_servers(facts))
    site = choice.site.casefold()
    sited = (one for one in facts.group.hosts if site and one.site.casefold() == site)
    there = frozenset(host_name(one.name) for one in sited)
    return Losses(tuple(scenarios), biztalk, there)


def _site(facts: Facts, wanted: str) -> str:
    """As it is declared: a site that nobody declared would lose nothing."""
    group = facts.group
    known = {one.site for one in group.locations} | {one.site for one in group.hosts}
    known.discard("")
    found = next((one for one in sorted(known) if one.casefold() == wanted.casefold()), None)
    if found is None:
        sites = listed(sorted(known) or ["none"])
        raise UserMistake(f"the estate declares no site {wanted!r}", f"It declares: {sites}.")
    return found


def _server(facts: Facts, wanted: str) -> str:
    name, known = host_name(wanted), sorted(_biztalk_servers(facts))
    if name not in known:
        raise UserMistake(
            f"{wanted} is no BizTalk server of this group", f"It has: {listed(known)}."
        )
    return name


def _biztalk_servers(facts: Facts) -> set[str]:
    return {host_name(one.name) for one in facts.rows(BizTalkServer, facts.management)}
