"""What may be lost at once, and what survives it: a copy on what is lost does not count."""

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model.check import Facts
from scanner.model.estate import Group, Loss
from scanner.recovery.copies import Place
from scanner.recovery.history import History


@dataclass(frozen=True)
class Scenario:
    """`hosts` are lost; of a lost `site` everything that is not declared to be elsewhere."""

    loss: Loss
    site: str = ""
    hosts: frozenset[str] = frozenset()

    def survives(self, place: Place) -> bool:
        if self.loss is Loss.NOTHING:
            return True
        if self.loss is Loss.SITE:
            return place.site not in ("", self.site)
        return bool(place.host) and place.host not in self.hosts


def scenarios(facts: Facts, history: History) -> Iterator[Scenario]:
    yield Scenario(Loss.SQL_MACHINES, hosts=history.sql_machines)
    yield Scenario(Loss.DESTINATION, hosts=history.destinations)
    for site in sites(facts.group):
        yield Scenario(Loss.SITE, site=site)


def sites(group: Group) -> tuple[str, ...]:
    """Every site that the estate gives a host or a location."""
    named = {one.site for one in group.locations} | {one.site for one in group.hosts}
    return tuple(sorted(named - {""}))
