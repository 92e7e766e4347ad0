"""Names of servers, hosts and folders: when two spellings mean the same thing."""

import ipaddress
from collections.abc import Mapping
from functools import lru_cache

LOCAL = frozenset({".", "(LOCAL)", "LOCALHOST", "(LOCALDB)"})


def server_name(server: str, aliases: Mapping[str, str], local: str) -> str:
    """One spelling for a SQL Server: upper case, first label of the machine, aliases resolved.

    `local` is what `.`, `(local)` and `localhost` mean where the name was found. A port stays
    part of the name: `SQL01,1444` is another instance than `SQL01` until an alias says otherwise.
    """
    resolved = {_plain(alias): name for alias, name in aliases.items()}
    name = _plain(resolved.get(_plain(server), server))
    machine, slash, instance = name.partition("\\")
    if machine in LOCAL:
        machine = _plain(local).partition("\\")[0]
    return machine + slash + instance


@lru_cache(maxsize=1024)
def _plain(server: str) -> str:
    machine, slash, instance = server.strip().upper().removeprefix("TCP:").partition("\\")
    host, comma, port = machine.partition(",")
    return host_name(host) + comma + port.strip() + slash + instance


@lru_cache(maxsize=1024)
def host_name(name: str) -> str:
    """One spelling for a Windows host: its first label in upper case; an address stays whole."""
    plain = name.strip().upper()
    return plain if is_address(plain) or plain in LOCAL else plain.partition(".")[0]


def is_address(host: str) -> bool:
    """Whether a host is given by number instead of by name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_unc(path: str) -> bool:
    return path.startswith(("\\\\", "//"))


def is_url(path: str) -> bool:
    return "://" in path


@lru_cache(maxsize=1024)
def folder_name(path: str) -> str:
    """One spelling for a folder: backslashes, none at the end, a UNC's server in upper case."""
    plain = path.strip().replace("/", "\\").rstrip("\\")
    if not is_unc(plain):
        return plain + "\\" if plain.endswith(":") else plain
    server, _, rest = plain[2:].partition("\\")
    return f"\\\\{server.upper()}\\{rest}"


def unc_server(path: str) -> str:
    """The host that serves a UNC path."""
    return host_name(folder_name(path)[2:].partition("\\")[0])


def bare_name(path: str) -> str:
    """A file's name without folder or case; it carries the mark, so it is unique."""
    return path.replace("/", "\\").rpartition("\\")[2].casefold()
