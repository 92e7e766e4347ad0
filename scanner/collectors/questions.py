"""Questions for the host reader as data: id, kind, what is asked, and limits it must keep."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from scanner.model.collector import Question
from scanner.model.evidence import JsonValue

Select: TypeAlias = Mapping[str, JsonValue]

MEGABYTE = 1024 * 1024

_SHORT: Mapping[str, JsonValue] = {"rows": 500, "seconds": 15, "bytes": MEGABYTE}
_LONG: Mapping[str, JsonValue] = {"rows": 50_000, "seconds": 60, "bytes": 16 * MEGABYTE}


def host(name: str) -> Question:
    return {"id": name, "kind": "host", "limits": dict(_SHORT)}


def subkeys(name: str, path: str) -> Question:
    """Names below a key of HKEY_LOCAL_MACHINE in both registry views; no value is read."""
    asked: Question = {"path": path, "values": [], "subkeys": True, "views": ["64", "32"]}
    return {"id": name, "kind": "registry", **asked, "limits": dict(_SHORT)}


def values(name: str, path: str, wanted: Sequence[str]) -> Question:
    """Named values of a key of HKEY_LOCAL_MACHINE in both registry views."""
    asked: Question = {
        "path": path,
        "values": list(wanted),
        "subkeys": False,
        "views": ["64", "32"],
    }
    return {"id": name, "kind": "registry", **asked, "limits": dict(_SHORT)}


def service(name: str, service_name: str) -> Question:
    """State and account of one Windows service, by its name; display names are translated."""
    asked: Question = {
        "namespace": "root\\cimv2",
        "class": "Win32_Service",
        "properties": ["Name", "State", "StartMode", "StartName"],
        "filter": {"Name": service_name},
    }
    return {"id": name, "kind": "cim", **asked, "limits": dict(_SHORT)}


def volumes(name: str) -> Question:
    """Every volume with its mount point and its space; disks without a medium tell no space."""
    return instances(name, "root\\cimv2", "Win32_Volume", ("Name", "FreeSpace", "Capacity"))


def instances(name: str, namespace: str, cim_class: str, properties: Sequence[str]) -> Question:
    """Every instance of a class of WMI, by named properties."""
    asked: Question = {
        "namespace": namespace,
        "class": cim_class,
        "properties": list(properties),
        "filter": {},
    }
    return {"id": name, "kind": "cim", **asked, "limits": dict(_SHORT)}


def events(name: str, provider: str, ids: Sequence[int]) -> Question:
    """Of the Application log; without ids only how far back it reaches."""
    asked: Question = {"log": "Application", "provider": provider, "ids": list(ids)}
    return {"id": name, "kind": "events", **asked, "limits": dict(_LONG)}


def certificates(name: str, store: str) -> Question:
    """The certificates of a store of the machine, such as `LocalMachine\\AddressBook`; no key."""
    return {"id": name, "kind": "certificates", "store": store, "limits": dict(_LONG)}


def files(
    name: str, path: str, *, pattern: str = "*", depth: int = 0, hashed: bool = False
) -> Question:
    """A folder with what is in it; `depth` 0 is its children only."""
    asked: Question = {
        "path": path,
        "pattern": pattern,
        "depth": depth,
        "owner": False,
        "rights": False,
        "hash": hashed,
    }
    return {"id": name, "kind": "files", **asked, "limits": dict(_LONG)}


def words(name: str, path: str, wanted: Sequence[str]) -> Question:
    """Which whole words the text of one file has, in any case; of the text nothing else is told."""
    return {**files(name, path), "words": list(wanted), "limits": dict(_SHORT)}


def rights(name: str, path: str) -> Question:
    """Who may do what with a folder, and it alone: no name of a file can match the pattern."""
    return {**files(name, path, pattern=":"), "rights": True}


def xml(name: str, path: str, select: Sequence[Select]) -> Question:
    """Named attributes of named elements."""
    chosen: list[JsonValue] = [dict(one) for one in select]
    return {"id": name, "kind": "xml", "path": path, "select": chosen, "limits": dict(_LONG)}


def element(
    name: str,
    path: str,
    attributes: Sequence[str],
    *,
    secret: Sequence[str] = (),
    context: Mapping[str, Sequence[str]] | None = None,
    match: str = "",
) -> Select:
    """What an `xml` question selects; of `secret` ones only whether they are filled is told.

    A step of the path may choose by an attribute: add[key=Server], and no other is read.
    With `match`, a regular expression, only what it is found in counts as filled.
    """
    around: dict[str, JsonValue] = {tag: list(names) for tag, names in (context or {}).items()}
    only: Select = {"match": match} if match else {}
    return {
        **only,
        "name": name,
        "element": path,
        "attributes": list(attributes),
        "secret": list(secret),
        "context": around,
    }
