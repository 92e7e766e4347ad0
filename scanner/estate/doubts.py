"""What contradicts itself across an estate file; looks at the text's values, so that these doubts
are told together with the validator's."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import TypeAlias

from scanner.estate.complaints import Complaint, Place, below_secret, meant, names_secret
from scanner.estate.tree import Tree, Value
from scanner.model.duration import parse
from scanner.model.estate import SecretKind
from scanner.model.names import is_address, is_unc, unc_server

Known: TypeAlias = Mapping[str, Collection[str]]
"""Check id to the names of its limits; a mapping from name to default, and types are judged too."""

_ELSEWHERE = "name where it is: {env: VARIABLE}, {file: PATH}, {keyring: SERVICE} or {prompt: true}"
_SOURCES = frozenset(SecretKind)
_FREE_KEYS = frozenset({"aliases", "addresses", "limits"})
_CONNECTION_STRING = ("password=", "pwd=", "accountkey=", "sig=")
_FIT = {
    "management": ("SQL Server", frozenset({"sql", "windows", "kerberos"})),
    "sql": ("SQL Server", frozenset({"sql", "windows", "kerberos"})),
    "windows": ("Windows hosts", frozenset({"ntlm", "kerberos", "windows", "certificate"})),
    "shares": ("shares", frozenset({"ntlm", "kerberos", "windows"})),
}
_OVER_HTTP = frozenset({"ntlm", "kerberos"})


def doubts(tree: Tree, known: Known | None) -> list[Complaint]:
    found = [*_secrets(tree.value, ()), *_empty(tree.value, ()), *_groups(tree)]
    if known is not None:
        found += limit_doubts(_mapping(tree, ("limits",)), known)
    return [Complaint(tree.line(place), place, text) for place, text in found]


Found: TypeAlias = Iterator[tuple[Place, str]]


def _secrets(value: Value, place: Place) -> Found:
    """Secrets written out. Says where, never what."""
    for step, inner in _inside(value):
        here = (*place, step)
        free = not _FREE_KEYS.isdisjoint(place)
        if isinstance(inner, dict | list):
            if isinstance(inner, list) and isinstance(step, str) and names_secret(step):
                yield here, f"a secret never stands in this file; {_ELSEWHERE}"
            yield from _secrets(inner, here)
        elif isinstance(step, str) and names_secret(step) and not free and inner is not None:
            yield here, f"a secret never stands in this file; {_ELSEWHERE}"
        elif isinstance(inner, str) and holds_secret(inner):
            yield here, f"looks like a connection string with its secret; {_ELSEWHERE}"


def holds_secret(text: str) -> bool:
    folded = text.casefold().replace(" ", "")
    return any(word in folded for word in _CONNECTION_STRING)


def _empty(value: Value, place: Place) -> Found:
    for step, inner in _inside(value):
        if inner is None and below_secret(place) and step not in _SOURCES:
            continue  # `{hunter2}` is a key without value: told as an unknown one, unnamed
        if inner is None:
            yield (*place, step), "is empty: give it a value, or remove it"
        else:
            yield from _empty(inner, (*place, step))


def _inside(value: Value) -> Iterator[tuple[str | int, Value]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _groups(tree: Tree) -> Found:
    groups = tree.at(("groups",))
    seen: set[str] = set()
    for at, group in enumerate(groups if isinstance(groups, list) else ()):
        place: Place = ("groups", at)
        name = group.get("name") if isinstance(group, dict) else None
        if isinstance(name, str) and name.casefold() in seen:
            yield (*place, "name"), f"another group is named {name!r} already"
        if isinstance(name, str):
            seen.add(name.casefold())
        yield from _logons(tree, place)
        yield from _http(tree, place)
        yield from _servers(tree, place)
        yield from _aliases(tree, place)
        yield from _hosts(tree, place)
        yield from _folders(tree, place)
        yield from _sites(tree, place)


def _logons(tree: Tree, group: Place) -> Found:
    """Every `credential` of a group: declared, and of a kind that the place can use."""
    declared = _mapping(tree, ("credentials",))
    for place, key in _credentials_named(tree.at(group), group):
        if key not in declared:
            yield place, f"no credential is named {key!r}{meant(key, declared)}"
            continue
        kind = tree.at(("credentials", key, "kind"))
        what, fitting = _FIT.get(str(place[2]), ("", frozenset()))
        if what and isinstance(kind, str) and kind not in fitting:
            yield place, f"{what} cannot be logged on to with kind {kind!r}: {_listed(fitting)}"


def _credentials_named(value: Value, place: Place) -> Iterator[tuple[Place, str]]:
    for step, inner in _inside(value):
        if step == "credential" and isinstance(inner, str):
            yield (*place, step), inner
        else:
            yield from _credentials_named(inner, (*place, step))


def _http(tree: Tree, group: Place) -> Found:
    """Without TLS only NTLM and Kerberos encrypt what is said."""
    windows = (*group, "windows")
    hosts = _mapping(tree, (*windows, "overrides"))
    for place in (windows, *((*windows, "overrides", host) for host in hosts)):
        scheme = tree.at((*place, "scheme")) or tree.at((*windows, "scheme"))
        credential = tree.at((*place, "credential")) or tree.at((*windows, "credential"))
        kind = tree.at(("credentials", str(credential), "kind"))
        if scheme == "http" and isinstance(kind, str) and kind not in _OVER_HTTP:
            yield (*place, "scheme"), f"http is for {_listed(_OVER_HTTP)} only, not for {kind!r}"


def _servers(tree: Tree, group: Place) -> Found:
    server = tree.at((*group, "management", "server"))
    for name in _mapping(tree, (*group, "sql")):
        if isinstance(server, str) and name.casefold() == server.casefold():
            yield (*group, "sql", name), "say this under management: it is the same server"


def _aliases(tree: Tree, group: Place) -> Found:
    aliases = _mapping(tree, (*group, "aliases"))
    folded = {name.casefold() for name in aliases}
    for alias, name in aliases.items():
        if isinstance(name, str) and name.casefold() in folded:
            yield (*group, "aliases", alias), f"{name!r} is an alias itself; name the real target"


def _hosts(tree: Tree, group: Place) -> Found:
    hosts = tree.at((*group, "hosts"))
    seen: set[str] = set()
    for at, host in enumerate(hosts if isinstance(hosts, list) else ()):
        name = host.get("name") if isinstance(host, dict) else None
        if isinstance(name, str) and name.casefold() in seen:
            yield (*group, "hosts", at, "name"), f"{name!r} is declared already; join the roles"
        if isinstance(name, str):
            seen.add(name.casefold())


def _sites(tree: Tree, group: Place) -> Found:
    """A site that must be survived, but that nothing is said to be at."""
    for place in ((*group, "objectives", "survive"), ("objectives", "survive")):
        survive = tree.at(place)
        if isinstance(survive, list) and "site" in survive and not _has_site(tree, group):
            yield place, "no host or location of the group is given a site: add site to them"
            return


def _has_site(tree: Tree, group: Place) -> bool:
    entries = [tree.at((*group, kind)) for kind in ("hosts", "locations")]
    named = (one for entry in entries if isinstance(entry, list) for one in entry)
    return any(isinstance(one, dict) and one.get("site") for one in named)


def _folders(tree: Tree, group: Place) -> Found:
    """A file server by number could be any machine, the one whose loss it should survive too."""
    listed = tree.at((*group, "locations"))
    for at, one in enumerate(listed if isinstance(listed, list) else ()):
        path = one.get("path") if isinstance(one, dict) else None
        if isinstance(path, str) and is_unc(path) and is_address(unc_server(path)):
            advice = "name the server, and give its address under `addresses`"
            yield (*group, "locations", at, "path"), f"a server by its address: {advice}"


def limit_doubts(limits: Mapping[str, object], known: Known) -> Found:
    """Limits of checks that do not exist, of other names, or of another type than the default."""
    for check, overrides in limits.items():
        if check not in known:
            yield ("limits", check), f"no check has this id{_near_check(check, known)}"
            continue
        for name, value in overrides.items() if isinstance(overrides, Mapping) else ():
            place = ("limits", check, name)
            if name not in known[check]:
                yield place, f"{check} has no limit of this name{meant(name, known[check])}"
            elif value is not None and (why := _misfit(_default(known[check], name), value)):
                yield place, why


def _default(limits: Collection[str], name: str) -> object:
    return limits[name] if isinstance(limits, Mapping) else None


def _near_check(check: str, known: Known) -> str:
    said = meant(check, known)
    return said if "did you mean" in said else "; 'btsready checks' lists them"


def _misfit(default: object, value: object) -> str:
    if isinstance(default, timedelta):
        return _not_a_duration(value)
    if isinstance(default, bool) or isinstance(value, bool):
        return "" if isinstance(default, bool) and isinstance(value, bool) else _must_be(default)
    if isinstance(default, float):
        return "" if isinstance(value, int | float) else _must_be(default)
    return "" if default is None or isinstance(value, type(default)) else _must_be(default)


def _not_a_duration(value: object) -> str:
    try:
        parse(value if isinstance(value, str) else "")
    except ValueError as error:
        return str(error)
    return ""


def _must_be(default: object) -> str:
    words = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
    return f"must be {words.get(type(default), 'of another type')}"


def _mapping(tree: Tree, place: Place) -> dict[str, Value]:
    found = tree.at(place)
    return found if isinstance(found, dict) else {}


def _listed(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))
