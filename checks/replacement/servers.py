"""What the checks of replacement computers have in common: what runs on each BizTalk server."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checks.servers import servers_of
from scanner.facts.configuration import InstalledUpdate
from scanner.facts.machines import BizTalkInstallation
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts
from scanner.model.evidence import Target

NEEDS = (BizTalkInstallation, BizTalkServer, InstalledUpdate)
_YEAR = re.compile(r"20\d\d")
_KB = re.compile(r"KB(\d{6,8})", re.IGNORECASE)


@dataclass(frozen=True)
class Level:
    """What must be the same on a replacement; `update` is 0 where none is installed."""

    product: str
    edition: str
    version: str
    update: int

    def __str__(self) -> str:
        name = self.product or "BizTalk Server"
        edition = f" {self.edition}" if self.edition else ""
        update = f"KB{self.update}" if self.update else "no update"
        return f"{name}{edition} {self.version}, {update}"


def installed(facts: Facts) -> dict[Target, tuple[BizTalkInstallation, Level]]:
    """Of each server that adm_Server names and that has the product."""
    found = {one: facts.one(BizTalkInstallation, one) for one in servers_of(facts)}
    return {
        server: (one, level(one, facts.rows(InstalledUpdate, server)))
        for server, one in found.items()
        if one.installed
    }


def level(one: BizTalkInstallation, updates: Iterable[InstalledUpdate]) -> Level:
    newest = max((number(update) for update in updates), default=0)
    return Level(one.product.strip(), one.edition.strip(), one.version.strip(), newest)


def number(update: InstalledUpdate) -> int:
    """The KB number: updates are cumulative, and later ones have higher numbers."""
    found = _KB.search(update.key) or _KB.search(update.name)
    return int(found[1]) if found else 0


def year_of(product: str) -> int:
    """The year in a product's name; 0 where there is none."""
    found = _YEAR.search(product)
    return int(found[0]) if found else 0
