"""What is installed on the BizTalk servers."""

from typing import TYPE_CHECKING, Any

from tests.lab.estates import company

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

KEY = r"SOFTWARE\Microsoft\BizTalk Server\3.0"
SERVERS = (company.BTS01, company.BTS02)


def furnish(estate: "LabEstate") -> None:
    for name in SERVERS:
        registry = estate.hosts[name].registry
        registry.setdefault("64", {})[KEY] = {"values": product(), "subkeys": []}
        registry.setdefault("32", {})


def product() -> dict[str, Any]:
    return {
        "ProductName": "Microsoft BizTalk Server 2020",
        "ProductEdition": "Enterprise",
        "ProductVersion": "3.13.717.0",
        "InstallPath": "C:\\Program Files (x86)\\Microsoft BizTalk Server\\",
    }
