"""What is installed on the BizTalk servers, and the host instances that run there."""

from typing import TYPE_CHECKING, Any

from tests.lab.estates import company
from tests.lab.estates.permissions import HOST_ACCOUNT
from tests.lab.smb.description import LabFile

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

KEY = r"SOFTWARE\Microsoft\BizTalk Server\3.0"
THUMBPRINT = "4F1B2290ABCDEF0123456789ABCDEF0123456789"
FOLDER = "Software"
MEDIA_PATH = rf"\\{company.VAULT01}\{company.RESTORE_SHARE}\{FOLDER}"
IMAGE = f"{FOLDER}/BizTalk Server 2020/BizTalk_Server_2020_Enterprise_x64.iso"
UPDATE = f"{FOLDER}/BizTalk Server 2020/BTS2020-KB5032870-ENU.exe"
SERVERS = (company.BTS01, company.BTS02)


def furnish(estate: "LabEstate") -> None:
    for name in SERVERS:
        registry = estate.hosts[name].registry
        registry.setdefault("64", {})[KEY] = {"values": product(), "subkeys": []}
        registry.setdefault("32", {})
    tables = estate.sql[company.SQL01].databases[company.MANAGEMENT.name]
    tables["dbo.adm_HostInstance"] = [instance(estate, name) for name in SERVERS]
    tables["dbo.adm_Host"] = [
        {
            "Name": "BizTalkServerApplication",
            "DecryptCertName": f"CN=edi.{company.DNS_DOMAIN}",
            "DecryptCertThumbprint": THUMBPRINT,
        }
    ]
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    files[IMAGE] = LabFile(871_366_656, estate.times.ago(days=900))
    files[UPDATE] = LabFile(94_371_840, estate.times.ago(days=310))
    place = {"path": MEDIA_PATH, "holds": ["installation_media"], "site": "Rosenheim"}
    estate.group["locations"].append(place)


def instance(estate: "LabEstate", server: str, account: str = HOST_ACCOUNT) -> dict[str, Any]:
    return {
        "Name": f"Microsoft BizTalk Server BizTalkServerApplication {server}",
        "LoginName": account,
        "DateModified": estate.times.ago(days=200).replace(tzinfo=None),
    }


def product() -> dict[str, Any]:
    return {
        "ProductName": "Microsoft BizTalk Server 2020",
        "ProductEdition": "Enterprise",
        "ProductVersion": "3.13.717.0",
        "InstallPath": "C:\\Program Files (x86)\\Microsoft BizTalk Server\\",
    }
