"""What the checks of configuration exports have in common: whose export, which of several."""

from collections.abc import Iterable
from dataclasses import dataclass

from checks.servers import the_biztalk_servers
from checks.wording import when
from scanner.facts.backup_files import StoredFile
from scanner.facts.configuration import ConfigurationExport
from scanner.facts.master_secret import SsoGlobalInfo
from scanner.facts.topology import BizTalkServer, OtherBackupDatabase
from scanner.model.access import machines
from scanner.model.check import Facts
from scanner.model.estate import HostRole
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_checked
from scanner.recovery.configuration import KeptExport, kept_exports
from scanner.recovery.listing import path_key
from scanner.recovery.master_secret import nodes_of, secret_server

NEEDS = (BizTalkServer, OtherBackupDatabase, SsoGlobalInfo, StoredFile)
EXPORT = (
    "In BizTalk Server Configuration on {server}, choose Export Configuration, name the file after "
    "the server, and keep it in a declared location on another machine."
)


def the_configured_servers(facts: Facts) -> Iterable[Subject[Target]] | Verdict:
    """Every BizTalk server, and each Single Sign-On server: the one that holds the master secret,
    and those that the estate declares, such as the nodes of a cluster."""
    found = the_biztalk_servers(facts)
    if isinstance(found, Verdict):
        return found
    secret = secret_server(facts)
    servers = {one.about for one in found} | (set(nodes_of(facts, secret[0]) if secret else ()))
    declared = (one.name for one in facts.group.hosts if HostRole.SECRET_SERVER in one.roles)
    servers |= {facts.host(node) for name in declared for node in machines(facts.group, name)}
    return [Subject(one.name, one, one) for one in sorted(servers)]


def best_export(facts: Facts, server: Target) -> KeptExport | None:
    """What a restore would take: the newest off the server, else the newest there is."""
    kept = kept_exports(facts, server.name)
    return next((one for one in kept if one.keeper != server), next(iter(kept), None))


def content_of(facts: Facts, kept: KeptExport) -> ConfigurationExport | None:
    """None where only a listing can be had, and for a file older than those which were read."""
    if not kept.is_readable:
        return None
    wanted = path_key(kept.file.path)
    exports = facts.rows(ConfigurationExport, kept.keeper)
    return next((one for one in exports if path_key(one.path) == wanted), None)


@dataclass(frozen=True)
class Opened:
    """The export of a server that a restore would take, with what it says."""

    kept: KeptExport
    content: ConfigurationExport


def opened(facts: Facts, server: Target, unknown: str, settle: str) -> Opened | Verdict:
    """`unknown` says what of the file, which stands for {}, is not known without its content."""
    kept = best_export(facts, server)
    if kept is None:
        return none_kept(server)
    content = content_of(facts, kept)
    if content is None:
        sentence = (
            f"{unknown.format(told(kept))} is not known: only a listing of its folder can be had."
        )
        return not_checked(sentence, kept.file, settle=settle)
    return Opened(kept, content)


def export_it(server: Target) -> str:
    return EXPORT.format(server=server.name)


def none_kept(server: Target) -> Verdict:
    return fails(
        f"No export of {server.name}'s configuration is kept where the estate says.",
        fix=export_it(server),
    )


def told(export: KeptExport) -> str:
    return f"{export.file.path} of {when(export.written)}"
