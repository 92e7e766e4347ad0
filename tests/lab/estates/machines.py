"""What is installed on the BizTalk servers, and the host instances that run there."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.lab.estates import adapters, company
from tests.lab.estates.permissions import HOST_ACCOUNT
from tests.lab.smb.description import LabFile
from tests.lab.winrm.description import LabCertificate

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

KEY = r"SOFTWARE\Microsoft\BizTalk Server\3.0"
THUMBPRINT = "4F1B2290ABCDEF0123456789ABCDEF0123456789"
FOLDER = "Software"
MEDIA_PATH = rf"\\{company.VAULT01}\{company.RESTORE_SHARE}\{FOLDER}"
IMAGE = f"{FOLDER}/BizTalk Server 2020/BizTalk_Server_2020_Enterprise_x64.iso"
UPDATE = f"{FOLDER}/BizTalk Server 2020/BTS2020-KB5032870-ENU.exe"
WINSCP = f"{FOLDER}/WinSCP-6.1.2-Automation.zip"
PARTNER = "9A3C01D2E4F5061728394A5B6C7D8E9F00112233"
STORES = r"SOFTWARE\Microsoft\SystemCertificates"
SERVERS = (company.BTS01, company.BTS02)


def furnish(estate: "LabEstate") -> None:
    for name in SERVERS:
        registry = estate.hosts[name].registry
        registry.setdefault("64", {})[KEY] = {"values": product(), "subkeys": []}
        registry.setdefault("32", {})
    tables = estate.sql[company.SQL01].databases[company.MANAGEMENT.name]
    tables["dbo.adm_HostInstance"] = [instance(estate, name) for name in SERVERS]
    tables |= adapters.tables(SERVERS)
    tables["dbo.adm_Host"] = [
        {
            "Id": adapters.HOST,
            "Name": "BizTalkServerApplication",
            "DecryptCertName": f"CN=edi.{company.DNS_DOMAIN}",
            "DecryptCertThumbprint": THUMBPRINT,
        }
    ]
    locations = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_ReceiveLocation")
    locations[0]["ReceiveHandlerId"] = adapters.number_of("SFTP")
    ports = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.bts_sendport")
    ports[0]["nvcEncryptionCertHash"] = PARTNER
    parties = estate.table(company.SQL01, company.MANAGEMENT.name, "tpm.Partner")
    parties[0] |= {"CertificateName": "CN=as2.zoll.example", "CertificateHash": PARTNER}
    for name in SERVERS:
        keep_partner(estate, name)
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    files[IMAGE] = LabFile(871_366_656, estate.times.ago(days=900))
    files[UPDATE] = LabFile(94_371_840, estate.times.ago(days=310))
    files[WINSCP] = LabFile(10_485_760, estate.times.ago(days=310))
    place = {"path": MEDIA_PATH, "holds": ["installation_media"], "site": "Rosenheim"}
    estate.group["locations"].append(place)


def keep_partner(estate: "LabEstate", server: str, valid: timedelta = timedelta(days=400)) -> None:
    """In the store Other People, among those of others."""
    host, now = estate.hosts[server], estate.times.now
    stores = {"values": {}, "subkeys": ["AddressBook", "My", "Root"]}
    for view in ("64", "32"):
        host.registry[view][STORES] = stores
    host.certificates[r"LocalMachine\AddressBook"] = [
        LabCertificate(
            thumbprint=thumbprint,
            subject=subject,
            issuer="CN=Zoll CA",
            not_before=now - timedelta(days=330),
            not_after=now + valid,
            has_private_key=False,
        )
        for thumbprint, subject in ((PARTNER, "CN=as2.zoll.example"), ("00" * 20, "CN=alt"))
    ]


def instance(estate: "LabEstate", server: str, account: str = HOST_ACCOUNT) -> dict[str, Any]:
    return {
        "Svr2HostMappingId": SERVERS.index(server) + 1,
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
