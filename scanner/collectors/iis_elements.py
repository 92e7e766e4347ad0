"""The elements of an applicationHost.config that a portal may use, and their names."""

from collections.abc import Iterable, Sequence

from scanner.collectors.answers import attributes
from scanner.collectors.columns import filled, mapping, text
from scanner.collectors.questions import Select, element
from scanner.facts.iis import PortalElement
from scanner.model.collector import Unparsable
from scanner.model.evidence import Row

_ROOT = "configuration/system.applicationHost"
_SITE = f"{_ROOT}/sites/site"
_POOL = f"{_ROOT}/applicationPools/add"
_OF_SITE = {"site": ["name"]}
_OF_APPLICATION = {"site": ["name"], "application": ["path"]}

SELECT: Sequence[Select] = (
    element("site", _SITE, ["name", "id"]),
    element(
        "binding",
        f"{_SITE}/bindings/binding",
        ["protocol", "bindingInformation"],
        context=_OF_SITE,
    ),
    element("application", f"{_SITE}/application", ["path", "applicationPool"], context=_OF_SITE),
    element(
        "virtual_directory",
        f"{_SITE}/application/virtualDirectory",
        ["path", "physicalPath", "userName"],
        secret=["password"],
        context=_OF_APPLICATION,
    ),
    element("pool", _POOL, ["name", "enable32BitAppOnWin64", "managedRuntimeVersion"]),
    element(
        "processModel",
        f"{_POOL}/processModel",
        ["identityType", "userName"],
        secret=["password"],
        context={"add": ["name"]},
    ),
)


def portal_elements(source: str, rows: Iterable[Row]) -> list[PortalElement]:
    """One a named element; what a pool's identity says is part of the pool."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        name = filled(row, "select")
        kind, prefix = ("pool", f"{name}.") if name == "processModel" else (name, "")
        settings = found.setdefault((kind, key_of(name, row)), {})
        settings.update({prefix + key: value for key, value in attributes(row).items()})
    return [
        PortalElement(source, kind, key, tuple(sorted(settings.items())))
        for (kind, key), settings in sorted(found.items())
    ]


def key_of(name: str, row: Row) -> str:
    """What tells an element from its like; IIS itself refuses two of the same name."""
    own, around = mapping(row, "attributes"), mapping(row, "context")
    match name:
        case "site" | "pool":
            return filled(own, "name")
        case "binding":
            return f"{site(around)} {filled(own, 'protocol')} {text(own, 'bindingInformation')}"
        case "application":
            return site(around) + filled(own, "path")
        case "virtual_directory":
            return f"{site(around)}{filled(around, 'application.path')}:{filled(own, 'path')}"
        case "processModel":
            return filled(around, "add.name")
        case _:
            raise Unparsable("column select: an element that was not asked for")


def site(around: Row) -> str:
    return filled(around, "site.name")
