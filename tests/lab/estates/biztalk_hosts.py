"""What BizTalk servers know by themselves: registry, bm.exe.config, the portal's web.configs."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scanner.facts.topology import DatabaseRef
from tests.lab.estates import company
from tests.lab.estates.portal import APPLICATIONS
from tests.lab.estates.portal_files import saved, web_config
from tests.lab.tds.description import Tables
from tests.lab.winrm.description import LabFile, LabHost

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

PRODUCT = r"SOFTWARE\Microsoft\BizTalk Server\3.0"
GROUP = rf"{PRODUCT}\Administration"
ADDRESS_BOOK = r"SOFTWARE\Microsoft\SystemCertificates\AddressBook"
INSTALLED = "C:\\Program Files (x86)\\Microsoft BizTalk Server\\"
BAM_TOOL = rf"{INSTALLED}Tracking\bm.exe.config"
SERVICES = ("/BAM/BAMManagementService", "/BAM/BAMQueryService")
BIZTALK = (company.BTS01, company.BTS02)
ACTIVITY_TABLES = (
    ("Frachtauftrag", "Active"),
    ("Frachtauftrag", "Completed"),
    ("InterchangeAckActivity", "Active"),
)


def furnish(estate: "LabEstate") -> None:
    """Into the firm as it stands."""
    for name in BIZTALK:
        host = estate.hosts[name]
        for view in ("64", "32"):
            keys = host.registry.setdefault(view, {})
            product = {"ProductEdition": "Enterprise", "InstallPath": INSTALLED}
            keys[PRODUCT] = {"values": product, "subkeys": ["Administration"]}
            join(host, view, company.MANAGEMENT)
        host.files[BAM_TOOL] = LabFile(content=tool(company.BAM))
    for service in SERVICES:
        name_database(estate, service, company.BAM)
    estate.sql[company.SQL01].databases[company.BAM.name] |= active_instances()


def active_instances() -> Tables:
    """The tables of BAM's activities with their rows, as the catalogue counts them."""
    return {
        "sys.tables": [
            {"name": f"bam_{activity}_{suffix}", "object_id": number, "schema_id": 1, "type": "U "}
            for number, (activity, suffix) in enumerate(ACTIVITY_TABLES, 1_001)
        ],
        "sys.partitions": [
            {"object_id": number, "index_id": index, "rows": 40 * (number - 1_000)}
            for number in range(1_001, 1_001 + len(ACTIVITY_TABLES))
            for index in (1, 2)
        ],
    }


def join(host: LabHost, view: str, management: DatabaseRef) -> None:
    named = {"MgmtDBServer": management.server, "MgmtDBName": management.name}
    key: dict[str, Any] = {"values": named, "subkeys": []}
    host.registry[view][GROUP] = key


def tool(bam: DatabaseRef) -> bytes:
    return _settings(DefaultServer=bam.server, DefaultDatabase=bam.name)


def name_database(estate: "LabEstate", service: str, bam: DatabaseRef) -> None:
    """In the web.config of a service of the portal, and in its copy."""
    folder = APPLICATIONS[service]
    live = estate.hosts[company.BTS02].files[web_config(folder)]
    live.content = _settings(
        BamServer=bam.server,
        BamDatabase=bam.name,
        MaxResultRows="2000" if service == SERVICES[0] else "12000",
        NotRead=company.PORTAL_SECRET,
    )
    vault = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE)
    vault.files[saved(folder)] = replace(vault.files[saved(folder)], size=len(live.content))


def _settings(**entries: str) -> bytes:
    inside = "".join(f'<add key="{key}" value="{value}" />' for key, value in entries.items())
    return f"<configuration><appSettings>{inside}</appSettings></configuration>".encode()
