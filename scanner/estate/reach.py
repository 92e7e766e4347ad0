"""Where our credentials may go: what people declared, and the patterns they allow.

Names come from tables that others can write, so a name that is not plainly a name reaches nothing.
A `*` or `?` stands for characters of one label: it never crosses a dot, backslash, slash or comma.
So `BTS*` reaches BTS01 but not BTS01.evil.example, and a named instance or a port of its own needs
a pattern that says so (`SQL0*\\*`, `SQL0*,*`).
"""

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scanner.model.estate import Group, Reach
from scanner.model.evidence import TargetKind
from scanner.model.names import LOCAL, is_unc

_LABEL = r"[A-Za-z0-9_-]{1,63}"  # ASCII: a resolver turns other letters into dots and slashes
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_INSTANCE = re.compile(r"[A-Za-z0-9_$#@-]{1,128}")
_PORT = re.compile(r"[0-9]{1,5}")
_SEGMENT = re.compile(r'[^\x00-\x1f\x7f\\/:*?"<>|]*[^\x00-\x20\x7f\\/:*?"<>|.]')
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_STANDARD_PORT = "1433"
_PROTOCOL = re.compile("^tcp:", re.IGNORECASE)
_WILD = re.compile(r"[*?]")
_BEHIND_MACHINE = re.compile(r"[\\,]")
_IN_LABEL, _IN_FOLDER = r"[^.,\\]", r"[^\\]"
_LONGEST = 400


def allowed(reach: Reach, kind: TargetKind, name: str) -> bool:
    """Whether a target of that name may be sent a credential. `effective` gives the reach."""
    plain = normal(kind, name)
    if plain is None:
        return False
    patterns = patterns_of(reach, kind)
    if any(plain == normal(kind, pattern) for pattern in patterns):
        return True
    return not _ours(plain) and any(matches(kind, pattern, plain) for pattern in patterns)


def patterns_of(reach: Reach, kind: TargetKind) -> tuple[str, ...]:
    by_kind = {
        TargetKind.SQL: reach.sql,
        TargetKind.HOST: reach.hosts,
        TargetKind.SHARE: reach.shares,
    }
    return by_kind[kind]


def effective(group: Group) -> Reach:
    """The patterns together with what is allowed by being declared, under every alias."""
    places = [one.path for one in group.locations if is_unc(one.path)]
    folders = [one.host for one in group.locations if one.host]
    servers = [group.management_server, *group.log_shipping.destinations, *group.sql_overrides]
    known = [name for one in group.hosts for name in (one.name, *one.nodes)]
    hosts = [*known, *folders, *group.windows_overrides]
    declared = Reach(
        sql=(*group.reach.sql, *_with_first_label(servers)),
        hosts=(*group.reach.hosts, *_with_first_label(hosts)),
        shares=(*group.reach.shares, *places),
    )
    return replace(
        declared,
        sql=(*declared.sql, *_aliases(group, declared, TargetKind.SQL)),
        hosts=(*declared.hosts, *_aliases(group, declared, TargetKind.HOST)),
    )


def _with_first_label(names: Iterable[str]) -> Iterator[str]:
    """A declared full name also declares its short form; never the other way round."""
    for name in names:
        yield name
        machine = _machine(name)
        if "." in machine and not _numeric(machine):
            yield name.replace(machine, machine.partition(".")[0], 1)


def _aliases(group: Group, reach: Reach, kind: TargetKind) -> Iterator[str]:
    """Of two names that people declare to be one machine, one being allowed is enough."""
    for alias, name in group.aliases.items():
        if allowed(reach, kind, name) or allowed(reach, kind, alias):
            yield from (alias, name)


def normal(kind: TargetKind, name: str) -> str | None:
    """One spelling to compare by, or None for what is not plainly a name of that kind."""
    text = name.strip()
    spelling = {
        TargetKind.SQL: _normal_server,
        TargetKind.HOST: _normal_host,
        TargetKind.SHARE: _normal_share,
    }
    plain = spelling[kind](text) if len(text) <= _LONGEST else None
    return plain.casefold() if plain else None


def _normal_host(name: str) -> str | None:
    return name if name.upper() in LOCAL or _HOST.fullmatch(name) else None


def _normal_server(name: str) -> str | None:
    machine, slash, instance = _PROTOCOL.sub("", name).partition("\\")
    machine, comma, port = machine.partition(",")
    if slash and not comma:
        instance, comma, port = instance.partition(",")
    well = (
        _normal_host(machine.strip()),
        not slash or _INSTANCE.fullmatch(instance),
        not comma or _PORT.fullmatch(port.strip()),
    )
    if not all(well):
        return None
    standard = port.strip() == _STANDARD_PORT and not slash
    said = "" if standard or not comma else f",{port.strip()}"
    return machine.strip() + slash + instance + said


def _normal_share(name: str) -> str | None:
    path = name.replace("/", "\\").rstrip("\\")
    server, *segments = path.removeprefix("\\\\").split("\\")
    good = is_unc(path) and _HOST.fullmatch(server) and segments
    if not good or not all(_SEGMENT.fullmatch(segment) for segment in segments):
        return None
    return path


def matches(kind: TargetKind, pattern: str, plain: str) -> bool:
    """One pattern against a name from `normal`; a share's pattern also reaches what is below."""
    wanted = pattern.strip().casefold()
    if kind is not TargetKind.SHARE:
        return re.fullmatch(_expression(_PROTOCOL.sub("", wanted), _IN_LABEL), plain) is not None
    server, _, folders = wanted.replace("/", "\\").strip("\\").partition("\\")
    share = _expression(server, _IN_LABEL) + r"\\" + _expression(folders, _IN_FOLDER)
    return re.fullmatch(r"\\\\" + share + r"(?:\\.*)?", plain) is not None


def _expression(pattern: str, letter: str) -> str:
    """Where a name is parted by dots `letter` leaves them out; in folder names they are letters."""
    said = {"*": f"{letter}*", "?": letter}
    return "".join(said.get(one, re.escape(one)) for one in re.sub(r"\*+", "*", pattern))


def _ours(plain: str) -> bool:
    """Names that mean the scanner's own machine, and numbers that resolve to some address: only
    when declared letter by letter."""
    host = _machine(plain)
    if host.upper() in LOCAL or host.endswith(".localhost"):
        return True
    if not _numeric(host):
        return False
    try:
        address = ipaddress.IPv4Address(host)
    except ValueError:
        return True
    return address.is_loopback or address.is_unspecified


def _machine(name: str) -> str:
    """Of a server, a host or a share, without instance, port and folders."""
    bare = _PROTOCOL.sub("", name).replace("/", "\\").removeprefix("\\\\")
    return _BEHIND_MACHINE.split(bare, maxsplit=1)[0]


def _numeric(host: str) -> bool:
    """Whether a resolver reads it as an address: its last label is a number."""
    return _NUMERIC_LABEL.fullmatch(host.rpartition(".")[2]) is not None


def doubt(kind: TargetKind, pattern: str) -> str:
    """Why a pattern is refused, or ''."""
    text = pattern.strip()
    if kind is TargetKind.SHARE and "\\" not in text.replace("/", "\\").strip("\\"):
        return r"write a share as \\SERVER\share, or \\SERVER\* for all of that server's"
    if not re.search(r"[^\W_]", _machine(text)):
        return "names no machine: whoever writes the group's tables would choose where logons go"
    if normal(kind, _WILD.sub("1", text)) is None:
        return f"not {_SORT[kind]}; only * and ? are wildcards"
    return ""


_SORT = {
    TargetKind.SQL: "a SQL Server such as SQL0*, 'SQL01\\INST' or 'SQL01,1444'",
    TargetKind.HOST: "a host name such as BTS* or '*.corp.example'",
    TargetKind.SHARE: r"a share such as '\\FILE01\backup'",
}


def paste(sql: Iterable[str] = (), hosts: Iterable[str] = (), shares: Iterable[str] = ()) -> str:
    """What discovery found as YAML for a group. What is no plain name, a `*` above all, stays out
    and stands in a comment."""
    found = ((TargetKind.SQL, "sql", sql), (TargetKind.HOST, "hosts", hosts))
    lines = ["reach:"]
    for kind, key, names in (*found, (TargetKind.SHARE, "shares", shares)):
        listed = sorted({name.strip() for name in names}, key=lambda name: (name.casefold(), name))
        good = [name for name in listed if (plain := normal(kind, name)) and not _ours(plain)]
        quoted = ", ".join("'" + name.replace("'", "''") + "'" for name in good)
        lines.append(f"  {key}: [{quoted}]")
        lines += [f"  # left out, not a name: {name!a}" for name in listed if name not in good]
    return "\n".join(lines) + "\n"
