"""How one target is reached: the group's way, what is said of that target alone, its address."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from scanner.model.estate import Group, SqlAccess, WindowsAccess
from scanner.model.evidence import TargetKind
from scanner.model.names import folder_name, host_name, is_unc, server_name

Access = TypeVar("Access")

_ADDRESS = re.compile(r"(.*?)(?:([,:])([0-9]+))?")


class Address(NamedTuple):
    """Where to connect; no port means the standard one of the way."""

    host: str
    port: int | None = None


def sql_access(group: Group, server: str) -> SqlAccess:
    """`server` in any spelling, also an alias."""
    return _of_server(group, group.sql_overrides, server) or group.sql


def windows_access(group: Group, host: str) -> WindowsAccess | None:
    """None where the estate says nothing of Windows hosts."""
    named = {host_name(name): access for name, access in group.windows_overrides.items()}
    return named.get(host_name(host), group.windows)


def address(group: Group, kind: TargetKind, name: str) -> Address | None:
    """The address that the estate gives instead of the name's; of a share `name` is the server.

    `sql:NAME`, `host:NAME` and `share:NAME` go before plain NAME. Of plain NAME a port after a
    comma is SQL Server's and one after a colon a Windows host's; the others take the host alone.
    """
    prefix = f"{kind}:"
    narrow = {
        key.removeprefix(prefix): said
        for key, said in group.addresses.items()
        if key.startswith(prefix)
    }
    if said := _named(group, narrow, kind, name):
        host, _, port = _parts(said)
        return Address(host, port)
    if said := _named(group, group.addresses, kind, name):
        host, mark, port = _parts(said)
        mine = {TargetKind.SQL: ",", TargetKind.HOST: ":"}.get(kind)
        return Address(host, port if mark == mine else None)
    return None


def spelled(group: Group, kind: TargetKind, name: str) -> str:
    """The name as people declared it. Targets go by their first label, but resolvers and
    certificates may need the full name."""
    if kind is TargetKind.SQL:
        servers = (group.management_server, *group.log_shipping.destinations, *group.sql_overrides)
        declared = _of_server(group, {server: server for server in reversed(servers)}, name)
        return declared or name
    hosts = (*_hosts(group), *group.windows_overrides, *_file_servers(group))
    return next((one for one in hosts if host_name(one) == host_name(name)), name)


def machines(group: Group, name: str) -> tuple[str, ...]:
    """The nodes of a cluster that goes by this name; else the name itself."""
    mine = (one.nodes for one in group.hosts if host_name(one.name) == host_name(name))
    return next((nodes for nodes in mine if nodes), (name,))


def _hosts(group: Group) -> Iterator[str]:
    yield from (name for host in group.hosts for name in (host.name, *host.nodes))
    yield from (one.host for one in group.locations if one.host)


def _file_servers(group: Group) -> Iterator[str]:
    folders = (folder_name(one.path) for one in group.locations if is_unc(one.path))
    yield from (folder[2:].partition("\\")[0] for folder in folders)


def _parts(said: str) -> tuple[str, str, int | None]:
    found = _ADDRESS.fullmatch(said)
    host, mark, port = found.groups() if found else (said, None, None)
    return host.strip("[]"), mark or "", int(port) if port else None


def _named(group: Group, said: Mapping[str, Access], kind: TargetKind, name: str) -> Access | None:
    if kind is TargetKind.SQL:
        return _of_server(group, said, name)
    return {host_name(key): one for key, one in said.items()}.get(host_name(name))


def _of_server(group: Group, said: Mapping[str, Access], server: str) -> Access | None:
    """By the very name first: an alias may have an address of its own."""
    local = group.management_server
    for aliases in ({}, group.aliases):
        named = {server_name(name, aliases, local): one for name, one in said.items()}
        found = named.get(server_name(server, aliases, local))
        if found is not None:
            return found
    return None
