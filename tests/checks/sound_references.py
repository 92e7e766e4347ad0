"""What BizTalk servers and the portal name of the group, sound and neglected."""

from dataclasses import replace
from typing import Any

from scanner.facts.biztalk_hosts import BamTool, BizTalkRegistry
from scanner.facts.iis import PortalDatabase
from scanner.facts.topology import DatabaseRef
from tests import make

SCRIPTS = r"\\VAULT01\scripts"
ALERTS = DatabaseRef("SQL01", "BAMAlertsApplication")
REGISTRY = BizTalkRegistry(make.MANAGEMENT, make.MANAGEMENT, address_book=True)
TOOL = BamTool(r"C:\BizTalk\Tracking\bm.exe.config", True, True, make.BAM.server, make.BAM.name)
SCRIPT = make.stored_file(rf"{SCRIPTS}\RestoreConfig.vbe", SCRIPTS)
OLD = DatabaseRef("OLD", make.MANAGEMENT.name)
SITE = "Default Web Site/BAM"


def service(name: str, **changes: Any) -> PortalDatabase:
    path = rf"C:\BAMPortal\{name}\web.config"
    plain = PortalDatabase(f"{SITE}/{name}", path, True, make.BAM.server, make.BAM.name)
    return replace(plain, **changes)


SERVICES = (service("BAMManagementService"), service("BAMQueryService"))


def held() -> tuple[make.Held, ...]:
    return (
        make.host("WEB01", REGISTRY, TOOL, *SERVICES),
        make.share(SCRIPTS, make.folder(SCRIPTS), SCRIPT),
    )


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (REGISTRY, (replace(REGISTRY, wow64=OLD, address_book=False),)),
    (TOOL, (replace(TOOL, server="OLD"),)),
    (SERVICES[0], (replace(SERVICES[0], server="OLD"),)),
    (SCRIPT, ()),
    (make.backup_database(ALERTS), ()),
)
