"""What the group's tables name: instances, hosts, folders; and where the estate differs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from scanner.estate.standby import standby_folders
from scanner.facts.agent_jobs import JobStep
from scanner.facts.availability import AvailabilityReplica
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Instance
from scanner.facts.master_secret import SsoGlobalInfo
from scanner.facts.topology import (
    BackupDatabase,
    BamProperty,
    BizTalkGroup,
    BizTalkServer,
    DatabaseRef,
    MessageBox,
    OtherBackupDatabase,
)
from scanner.model.access import machines
from scanner.model.check import MissingEvidence
from scanner.model.collector import HostTask
from scanner.model.estate import EXPORTED_XML, Artefact, Group, HostRole
from scanner.model.evidence import Target, TargetKind
from scanner.model.names import folder_name, host_name, is_unc, is_url, server_name
from scanner.recovery.backup_sets import FULL
from scanner.recovery.bam_stores import bam_stores
from scanner.recovery.job_step import backup_paths, concerns

Fact = TypeVar("Fact")


class Known(Protocol):
    """The facts read so far; a gap raises MissingEvidence."""

    def rows(self, kind: type[Fact], on: Target) -> tuple[Fact, ...]: ...


@dataclass(frozen=True)
class Placed:
    """A database with the instance that holds it."""

    on: Target
    database: str


@dataclass(frozen=True)
class Servers:
    """The SQL Server side of a group; `databases` are those that the backup job must back up.

    `stores` hold databases of BAM and none of the backup job.
    """

    management: Placed
    instances: tuple[Target, ...]
    destinations: tuple[Target, ...]
    sso: Placed | None
    bam: Placed | None
    stores: tuple[Target, ...] = ()
    databases: tuple[Placed, ...] = ()  # of the backup job, the management database first
    message_boxes: tuple[Placed, ...] = ()


@dataclass(frozen=True)
class Windows:
    """The hosts with their tasks, the UNC folders to list, and where the estate differs.

    `holding` is what the declared ones of these folders hold.
    """

    hosts: tuple[HostTask, ...]
    folders: tuple[str, ...]
    differences: tuple[str, ...]
    holding: Mapping[str, frozenset[Artefact]] = field(default_factory=dict)


def management_of(group: Group) -> Placed:
    return Placed(_instance(group, group.management_server), group.management_database)


def servers(group: Group, known: Known) -> Servers:
    """From the management database, and replicas from each instance that is known already.

    What could not be read names nothing.
    """
    management = management_of(group)
    listed = [one.database for one in _rows(known, BackupDatabase, management.on)]
    other = _rows(known, OtherBackupDatabase, management.on)
    sso = next((one.database for one in other if one.role.upper() == "SSO"), None)
    bam = next((one.bam for one in _rows(known, BizTalkGroup, management.on)), None)
    instances = {management.on: None} | {_instance(group, one.server): None for one in listed}
    own = DatabaseRef(group.management_server, group.management_database)
    instances |= dict.fromkeys(_replicas(group, (own, *listed), known))
    boxes = [one.database for one in _rows(known, MessageBox, management.on)]
    shipped = [_instance(group, name) for name in group.log_shipping.destinations]
    properties = _rows(known, BamProperty, _instance(group, bam.server)) if bam else ()
    stores = {_instance(group, one.server): None for one in bam_stores(properties).values()}
    return Servers(
        management=management,
        instances=tuple(instances),
        destinations=tuple(dict.fromkeys(shipped)),
        sso=_placed(group, sso),
        bam=_placed(group, bam),
        stores=tuple(one for one in stores if one not in instances),
        databases=_job_databases(management, [_at(group, one) for one in listed]),
        message_boxes=tuple(_at(group, one) for one in boxes),
    )


def windows(group: Group, found: Servers, known: Known) -> Windows:
    """Hosts and folders that the SQL Servers and the estate name."""
    roles: dict[str, set[HostRole]] = {}
    seen = (*_discovered_hosts(found, known), *_sql_machines(found, known))
    for name, role in (*seen, *_declared_hosts(group)):
        for machine in machines(group, name):
            roles.setdefault(host_name(machine), set()).add(role)
    local: dict[str, dict[str, None]] = {}
    shared: dict[str, str] = {}
    written = tuple(_job_folders(found, known))
    standby = _standby_folders(found, known)
    for host, path in (*_declared_folders(group), *written, *standby):
        if is_unc(path):
            shared.setdefault(folder_name(path).casefold(), folder_name(path))
        elif not is_url(path):
            local.setdefault(host_name(host), {})[folder_name(path)] = None
    hashed = frozenset(folder_name(one.path) for one in group.locations if one.hash_allowed)
    tasks = (
        HostTask(
            name,
            frozenset(roles.get(name, ())),
            tuple(local.get(name, ())),
            hashed,
            exports=_holding(group, name, Artefact.CONFIGURATION_EXPORT),
            bindings=_holding(group, name, *EXPORTED_XML),
            backups=tuple(folder_name(path) for host, path in written if host_name(host) == name),
        )
        for name in sorted({*roles, *local})
    )
    differences = tuple(_differences(group, found, known))
    folders = tuple(sorted(shared.values()))
    holding = {one: _held(group, one) for one in folders}
    return Windows(tuple(tasks), folders, differences, holding)


def _held(group: Group, folder: str) -> frozenset[Artefact]:
    """What a UNC folder is declared to hold, however its name is written."""
    same = (x for x in group.locations if folder_name(x.path).casefold() == folder.casefold())
    return frozenset(artefact for one in same for artefact in one.holds)


def _holding(group: Group, host: str, *artefacts: Artefact) -> tuple[str, ...]:
    """Folders of that host which are declared to hold such, each once."""
    held = (
        folder_name(one.path)
        for one in group.locations
        if one.host and host_name(one.host) == host and set(artefacts) & set(one.holds)
    )
    return tuple(dict.fromkeys(held))


def portal_host(properties: Iterable[BamProperty]) -> str | None:
    """The host of the BAM portal's address, from the property BAMVRoot."""
    for one in properties:
        if one.name.casefold() == "bamvroot":
            return urlsplit(one.value).hostname
    return None


def _instance(group: Group, server: str) -> Target:
    return Target(TargetKind.SQL, server_name(server, group.aliases, group.management_server))


def _replicas(group: Group, databases: Iterable[DatabaseRef], known: Known) -> Iterator[Target]:
    """Where availability groups hold these databases, wherever the primary replica is now."""
    for database in databases:
        for one in _rows(known, AvailabilityReplica, _instance(group, database.server)):
            if one.holds_data and one.database.casefold() == database.name.casefold():
                yield _instance(group, one.server)


def _at(group: Group, database: DatabaseRef) -> Placed:
    return Placed(_instance(group, database.server), database.name)


def _placed(group: Group, database: DatabaseRef | None) -> Placed | None:
    return _at(group, database) if database else None


def _job_databases(management: Placed, listed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Each once, whatever case its name was written in."""
    found: dict[tuple[Target, str], Placed] = {}
    for one in (management, *listed):
        found.setdefault((one.on, one.database.casefold()), one)
    return tuple(found.values())


def _rows(known: Known, kind: type[Fact], on: Target) -> tuple[Fact, ...]:
    try:
        return known.rows(kind, on)
    except MissingEvidence:
        return ()


def _discovered_hosts(found: Servers, known: Known) -> Iterator[tuple[str, HostRole]]:
    for server in _rows(known, BizTalkServer, found.management.on):
        yield server.name, HostRole.BIZTALK
    for info in _rows(known, SsoGlobalInfo, found.sso.on) if found.sso else ():
        if info.secret_server:
            yield info.secret_server, HostRole.SECRET_SERVER
    portal = portal_host(_rows(known, BamProperty, found.bam.on)) if found.bam else None
    if portal:
        yield portal, HostRole.PORTAL


def _sql_machines(found: Servers, known: Known) -> Iterator[tuple[str, HostRole]]:
    """Where the job's databases are on several instances, which distributed transactions join.

    The name of a failover cluster is no machine's.
    """
    if len(found.instances) > 1:
        for server in found.instances:
            for one in _rows(known, Instance, server):
                if not one.is_clustered:
                    yield one.machine, HostRole.SQL_MACHINE


def _declared_hosts(group: Group) -> Iterator[tuple[str, HostRole]]:
    for host in group.hosts:
        for role in host.roles:
            yield host.name, role
    for location in group.locations:
        if location.host:
            yield location.host, HostRole.FILES


def _declared_folders(group: Group) -> Iterator[tuple[str, str]]:
    for location in group.locations:
        yield location.host, location.path


def _job_folders(found: Servers, known: Known) -> Iterator[tuple[str, str]]:
    """Where the job writes, by its steps, and where it wrote since the newest full set.

    A drive path is a folder of every instance's own machine.
    """
    machines = [one.machine for server in found.instances for one in _rows(known, Instance, server)]
    steps = [step for server in found.instances for step in _rows(known, JobStep, server)]
    mine = (step for step in steps if concerns(step, found.management.database))
    for path in dict.fromkeys([*backup_paths(mine), *_written_to(found, known)]):
        for machine in [""] if is_unc(path) else machines:
            yield machine, path


def _standby_folders(found: Servers, known: Known) -> Iterator[tuple[str, str]]:
    alone = len(found.destinations) == 1
    for server in found.destinations:
        folders = standby_folders(server, found.databases, known, alone=alone)
        for one in _rows(known, Instance, server):
            yield from ((one.machine, path) for path in folders)


def _written_to(found: Servers, known: Known) -> list[str]:
    rows = _rows(known, BackupHistoryRow, found.management.on)
    newest = max((one.set_id for one in rows if one.type == FULL), default=0)
    return [one.location for one in rows if one.set_id >= newest]


def _differences(group: Group, found: Servers, known: Known) -> Iterator[str]:
    declared = {host_name(host.name): host for host in group.hosts}
    secret = [
        name for name, role in _discovered_hosts(found, known) if role is HostRole.SECRET_SERVER
    ]
    portal = [name for name, role in _discovered_hosts(found, known) if role is HostRole.PORTAL]
    for role, names in ((HostRole.SECRET_SERVER, secret), (HostRole.PORTAL, portal)):
        said = {name for name, host in declared.items() if role in host.roles}
        seen = {host_name(name) for name in names}
        if said and seen and said != seen:
            yield (
                f"The estate declares {', '.join(sorted(said))} as {role}, "
                f"but the group's databases name {', '.join(sorted(seen))}."
            )
    known_servers = {
        host_name(one.name) for one in _rows(known, BizTalkServer, found.management.on)
    }
    for name, host in sorted(declared.items()):
        if HostRole.BIZTALK in host.roles and known_servers and name not in known_servers:
            yield f"The estate declares {name} as a BizTalk server; adm_Server does not name it."
