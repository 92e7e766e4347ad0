"""Where the BAM portal is, what it uses in IIS, and what a backup holds of that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from scanner.facts.iis import IisBackup, PortalElement, SharedConfiguration
from scanner.facts.topology import BamProperty, BizTalkGroup
from scanner.model.check import Facts, MissingEvidence
from scanner.model.estate import HostRole
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Subject, Verdict, not_applicable, not_checked
from scanner.model.names import LOCAL, host_name

NEEDS = (BamProperty, BizTalkGroup, IisBackup, SharedConfiguration)
LIVE = "live"
ROOT = "/BAM"
POOL = "applicationPool"
DECLARE = "Declare the portal's host in the estate with the role bam_portal."


@dataclass(frozen=True)
class Portal:
    """`root` is the path of its first application, '/BAM' unless its address says otherwise."""

    on: Target
    root: str


def the_portals(facts: Facts) -> Iterable[Subject[Portal]] | Verdict:
    """Declared hosts, else the host of the portal's address in BAM's own properties."""
    declared = [host.name for host in facts.group.hosts if HostRole.PORTAL in host.roles]
    group = facts.one(BizTalkGroup, facts.management)
    if group.bam is None:
        if declared:
            return _subjects(facts, declared, ROOT)
        return not_applicable("adm_Group names no BAM database, so there is no BAM portal.", group)
    properties = facts.rows(BamProperty, facts.sql(group.bam.server))
    address = next((one for one in properties if one.name.casefold() == "bamvroot"), None)
    parts = urlsplit(address.value.strip() if address else "")
    root = parts.path.rstrip("/") or ROOT
    if declared:
        return _subjects(facts, declared, root)
    if address is None:
        return _no_address(group, properties)
    if not parts.hostname or host_name(parts.hostname) in LOCAL | {"127.0.0.1", "::1"}:
        return not_checked(
            f"The BAM portal's address {address.value} does not tell on which host it is.",
            address,
            settle=DECLARE,
        )
    return _subjects(facts, [parts.hostname], root)


def _subjects(facts: Facts, hosts: Iterable[str], root: str) -> list[Subject[Portal]]:
    targets = dict.fromkeys(facts.host(name) for name in hosts)
    return [Subject(target.name, Portal(target, root), target) for target in targets]


def _no_address(group: BizTalkGroup, properties: tuple[BamProperty, ...]) -> Verdict:
    """Configuring the portal writes its address; other properties show that the answer is whole."""
    if not properties:
        return not_checked(
            "The BAM database has no properties at all, so whether there is a portal is not known.",
            group,
            settle=DECLARE,
        )
    return not_applicable(
        f"BAM is configured, but none of its {len(properties)} properties is BAMVRoot, the address "
        "that configuring a portal writes, and the estate declares no portal.",
        group,
        *properties,
    )


def portal_elements(live: Iterable[PortalElement], root: str) -> tuple[PortalElement, ...]:
    """The portal's applications with their virtual directories and pools, as IIS runs them now.

    A pool that an application names and that is not there was not read whole: MissingEvidence.
    """
    by_kind: dict[str, list[PortalElement]] = {}
    for one in live:
        by_kind.setdefault(one.kind, []).append(one)
    applications = [one for one in by_kind.get("application", ()) if is_below(one.key, root)]
    paths = {one.key for one in applications}
    pools = {dict(one.settings).get(POOL, "").casefold() for one in applications}
    held = {one.key.casefold() for one in by_kind.get("pool", ())}
    if lost := sorted(pools - held - {""}):
        detail = f"IIS lists no application pool {', '.join(lost)}, which the portal names"
        raise MissingEvidence(Gap(GapReason.UNPARSABLE, detail), "iis_portal")
    directories = by_kind.get("virtual_directory", ())
    return (
        *applications,
        *(one for one in directories if one.key.rpartition(":")[0] in paths),
        *(one for one in by_kind.get("pool", ()) if one.key.casefold() in pools),
    )


def is_below(key: str, root: str) -> bool:
    """A key is the site's name and the application's path; neither holds the other's slash."""
    path = "/" + key.partition("/")[2]
    return f"{path}/".casefold().startswith(f"{root}/".casefold())


def differences(live: Iterable[PortalElement], saved: Iterable[PortalElement]) -> Iterator[str]:
    """What the backup would not bring back, each as part of a sentence."""
    held = {(one.kind, one.key.casefold()): dict(one.settings) for one in saved}
    for one in live:
        name = f"{one.kind.replace('_', ' ')} {one.key}"
        settings = held.get((one.kind, one.key.casefold()))
        if settings is None:
            yield f"{name} is not in it"
            continue
        now = dict(one.settings)
        for setting in sorted(now.keys() | settings.keys()):
            if now.get(setting) != settings.get(setting):
                was, is_ = settings.get(setting, "not set"), now.get(setting, "not set")
                yield f"{name} has {setting} {was}, today {is_}"


def newest_backup(backups: Iterable[IisBackup]) -> IisBackup | None:
    """The newest whose configuration file is not empty."""
    filled = (one for one in backups if one.config_size > 0)
    return max(filled, key=lambda one: (one.config_written or one.written, one.name), default=None)


def save(portal: Portal) -> str:
    return (
        f"On {portal.on.name}, run %windir%\\system32\\inetsrv\\appcmd add backup with a new name, "
        "and copy the backup's folder to a declared location on another machine."
    )
