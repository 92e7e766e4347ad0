"""What BTSTask exports of the whole group: bindings, parties, settings."""

from typing import TYPE_CHECKING, Any

from tests.lab.estates import applications, company
from tests.lab.winrm.description import LabFile

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

FOLDER = r"E:\Gruppe"
HOLDS = {
    "group_bindings": rf"{FOLDER}\Bindungen",
    "parties": rf"{FOLDER}\Partner",
    "group_settings": rf"{FOLDER}\Einstellungen",
}
FILES = {
    kind: rf"{path}\{company.GROUP} {path.rpartition(chr(92))[2]}.xml"
    for kind, path in HOLDS.items()
}
SETTINGS = b"<Einstellungen/>"  # what BTSTask ExportSettings calls its root is not documented


def furnish(estate: "LabEstate") -> None:
    """Beside the applications' own exports."""
    files = estate.hosts[applications.DEPLOY01].files
    written = estate.times.now - applications.EXPORTED
    files |= {
        path: LabFile(content=_content(kind), written=written) for kind, path in FILES.items()
    }
    estate.group["locations"] += locations()
    tables = estate.sql[company.SQL01].databases[company.MANAGEMENT.name]
    tables["tpm.Partner"] = [{"PartnerId": 1, "Name": "Zollamt Rosenheim"}]


def locations() -> list[dict[str, Any]]:
    return [
        {"path": path, "host": applications.DEPLOY01, "holds": [kind]}
        for kind, path in HOLDS.items()
    ]


def bindings() -> bytes:
    """Of every application, in one file."""
    return applications.bindings(*(one for held in applications.HELD.values() for one in held))


def _content(kind: str) -> bytes:
    return {
        "group_bindings": bindings(),
        "parties": applications.bindings("<PartyCollection/>"),
        "group_settings": SETTINGS,
    }[kind]
