"""The product on a replacement: version, edition, features, updates, and its certificates.

Reference: https://learn.microsoft.com/en-us/biztalk/core/recovering-a-computer-running-biztalk-server
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.facts.configuration import ConfigurationExport, InstalledUpdate
from scanner.facts.machines import (
    BizTalkInstallation,
    HostedAdapter,
    HostInstance,
    NamedCertificate,
)
from scanner.facts.topology import ProductVersion
from scanner.model.check import Facts
from scanner.model.names import host_name
from scanner.model.runbook import Action, Step
from scanner.recovery.configuration import KeptExport, kept_exports
from scanner.recovery.listing import path_key
from scanner.recovery.phrases import listed
from scanner.runbook.replacement import Editions, Replacement
from scanner.runbook.rights import INSTALL, LEARN, LOCAL_ADMIN
from scanner.runbook.sources import Answer

MEDIA = "RM02"
USES = {
    "group": "signing for the group",
    "as2": "signing for AS2",
    "host": "decryption by the host",
    "receive_location": "encryption at the receive location",
    "send_port": "encryption at the send port",
    "party": "the signature of the party",
}
PARTNERS = ("receive_location", "send_port", "party")


@dataclass(frozen=True)
class InstallSteps:
    replacement: Replacement

    def steps(self) -> Iterator[Step]:
        editions = self.replacement.editions()
        yield self.install(editions)
        yield self.certificates(editions)

    def install(self, editions: Editions) -> Step:
        versions, missing = self._versions()
        one = self.replacement
        media = one.careful.relied_on(one.sources.passing(MEDIA))
        schema = self._database()
        actions = [
            Action("Install Windows and the prerequisites, then product, edition and version as "
                   "below, with the same features. Do not configure it yet."),
            Action("Install the newest update that is named below."),
            Action("Of the adapters named below, install those that have a setup of their own, "
                   "such as one of another maker, with the programs that they need. Other "
                   "programs are not in this evidence: ask whoever installed them."),
        ]  # fmt: skip
        if editions.may_be_standard:
            on = listed(editions.may_be_standard)
            doubt = "" if editions.standard else ", if it is Standard Edition"
            actions.insert(0, Action(f"Give the computer the name of the lost one: {on}{doubt}."))
        return Step(
            title="Install BizTalk Server on the replacement",
            row="R04",
            who=LOCAL_ADMIN,
            where=self.replacement.where,
            actions=tuple(actions),
            expected="Programs and Features lists the same product and updates as below.",
            evidence=(*versions, *schema.value, *(f"Medium: {each}" for each in media.value)),
            missing=tuple(
                dict.fromkeys((*missing, *editions.missing, *schema.missing, *media.missing))
            ),
            checks=("RM01", MEDIA, "RM03", "RM05"),
            reference=INSTALL + "install-biztalk-server-2020",
        )

    def _versions(self) -> tuple[list[str], list[str]]:
        """What servers have alike is said once, with their names."""
        said: dict[str, list[str]] = defaultdict(list)
        missing: list[str] = []
        for server in self.replacement.servers:
            told = (self._product, self._updates, self._features, self._adapters)
            for answer in (one(server) for one in told):
                missing += answer.missing
                for one in answer.value:
                    said[one].append(server)
        return [f"{listed(on)}: {what}" for what, on in said.items()], missing

    def _product(self, server: str) -> Answer[tuple[str, ...]]:
        sources = self.replacement.sources
        what = f"Product and edition of {server}"
        found = sources.rows(what, BizTalkInstallation, sources.facts.host(server))
        here = [one for one in found.value if one.installed]
        missing = found.missing or (() if here else (f"{what}: its registry names no product",))
        return Answer(tuple(_product(one) for one in here), missing)

    def _updates(self, server: str) -> Answer[tuple[str, ...]]:
        sources = self.replacement.sources
        on = sources.facts.host(server)
        found = sources.rows(f"Updates installed on {server}", InstalledUpdate, on)
        if found.missing:
            return Answer((), found.missing)
        names = sorted({one.name for one in found.value})
        return Answer((f"updates: {'; '.join(names)}" if names else "no update is installed",))

    def _features(self, server: str) -> Answer[tuple[str, ...]]:
        """By the newest export that survives the loss of the server and can be read."""
        sources, survivors = self.replacement.sources, self.replacement.without(server)
        what = f"Features that were installed on {server}"

        def read() -> tuple[str, ...]:
            kept = kept_exports(sources.facts, server)
            usable = (one for one in kept if survivors.keeps(one.location) and one.is_readable)
            newest = next(usable, None)
            return _installed(sources.facts, newest) if newest else ()

        none: tuple[str, ...] = ()
        found = sources.ask(what, read, none)
        if found.missing or found.value:
            return found
        return Answer((), (f"{what}: no export that survives and can be read names them",))

    def _adapters(self, server: str) -> Answer[tuple[str, ...]]:
        """Of the hosts that it runs."""
        sources = self.replacement.sources
        what = "Which adapters each server runs"
        found = sources.rows(what, HostedAdapter, sources.facts.management)
        mine = (one for one in found.value if host_name(one.server) == host_name(server))
        names = sorted({one.adapter for one in mine})
        return Answer((f"adapters: {', '.join(names)}",) if names else (), found.missing)

    def _database(self) -> Answer[tuple[str, ...]]:
        """BizTalkDBVersion: of the databases, not of one computer."""
        sources = self.replacement.sources
        found = sources.rows("The databases' version", ProductVersion, sources.facts.management)
        said = (f"{one.component} {one.product}" for one in found.value)
        return Answer(
            tuple(f"The databases, by BizTalkDBVersion: {one}" for one in said), found.missing
        )

    def certificates(self, editions: Editions) -> Step:
        sources = self.replacement.sources
        management = sources.facts.management
        what = "The certificates that the configuration names"
        named = sources.rows(what, NamedCertificate, management)
        hosts = sources.rows("The accounts of host instances", HostInstance, management)
        accounts = sorted({one.account for one in hosts.value if one.account})
        standard = editions.may_be_standard
        return Step(
            title="Restore the certificate store and the private keys" if standard
            else "Restore the certificates and their private keys",
            row="R05" if standard else "R04",
            who=LOCAL_ADMIN,
            where=self.replacement.where,
            actions=(*_address_book(editions), *_keys(accounts)),
            expected="Each account finds its certificates with their private keys.",
            evidence=tuple(_certificates(named.value)),
            missing=(*named.missing, *hosts.missing, *(editions.missing if standard else ())),
            checks=("RM04", "RG04", "RG05"),
            reference=LEARN + (
                "how-to-restore-the-certificate-store" if standard
                else "certificate-stores-that-biztalk-server-uses"
            ),
        )  # fmt: skip


def _product(one: BizTalkInstallation) -> str:
    edition = f" {one.edition}" if one.edition else ", edition not told"
    folder = f", in {one.folder}" if one.folder else ""
    return f"{one.product or 'BizTalk Server'}{edition}, version {one.version or '?'}{folder}"


def _installed(facts: Facts, kept: KeptExport) -> tuple[str, ...]:
    wanted = path_key(kept.file.path)
    exports = facts.rows(ConfigurationExport, kept.keeper)
    content = next((one for one in exports if path_key(one.path) == wanted), None)
    if content is None or not content.installed:
        return ()
    names = ", ".join(content.installed)
    return (f"features by the export of {kept.written:%Y-%m-%d}: {names}",)


def _address_book(editions: Editions) -> Iterator[Action]:
    if not editions.may_be_standard:
        return
    on = listed(editions.may_be_standard)
    doubt = "" if editions.standard else ", if it is Standard Edition"
    yield Action(
        f"On {on}{doubt}: open the certificate import for Other People and cancel it. Then this "
        "key must be there:",
        r'reg query "HKLM\SOFTWARE\Microsoft\SystemCertificates\AddressBook"',
    )


def _keys(accounts: Iterable[str]) -> Iterator[Action]:
    named = "; ".join(accounts)
    yield Action(
        "Log on as each account of a host instance and import the .pfx files with the private keys "
        "below into its own store, Personal" + (f": {named}." if named else ".")
    )
    yield Action("Import partners' certificates into the computer's store Other People.")


def _certificates(named: Iterable[NamedCertificate]) -> Iterator[str]:
    uses: dict[str, list[NamedCertificate]] = defaultdict(list)
    for one in named:
        if one.thumbprint:
            uses[one.thumbprint].append(one)
    for thumbprint, several in sorted(uses.items()):
        own = any(one.kind not in PARTNERS for one in several)
        what = "With private key" if own else "Partner's"
        used = listed([f"{USES.get(one.kind, one.kind)} {one.name}".strip() for one in several])
        yield f"{what}: {thumbprint}, for {used}"
