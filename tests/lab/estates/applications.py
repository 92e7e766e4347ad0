"""The firm's BizTalk applications, and the exports of them."""

from datetime import datetime, timedelta
from html import escape
from typing import TYPE_CHECKING

from tests.lab.estates import company
from tests.lab.estates.times import Times
from tests.lab.smb.description import LabFile
from tests.lab.tds.description import Row, Tables
from tests.lab.winrm.description import LabFile as HostFile
from tests.lab.winrm.description import LabHost, LabUser

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

SYSTEM, DEFAULT = "BizTalk.System", "BizTalk Application 1"
FREIGHT, PARTNERS = "Frachtbriefe", "EDI Partner"
NAMES = (SYSTEM, DEFAULT, FREIGHT, PARTNERS)
FOLDER = "Anwendungen"
PATH = rf"\\{company.VAULT01}\{company.RESTORE_SHARE}\{FOLDER}"
PACKAGES = {
    FREIGHT: f"{FOLDER}/Frachtbriefe_2026-11.msi",
    PARTNERS: f"{FOLDER}/EDI_Partner/EDI_Partner.msi",
}
DEPLOY01, BINDINGS_PATH = "DEPLOY01", r"D:\Freigaben\BizTalk"
BINDINGS = {
    FREIGHT: rf"{BINDINGS_PATH}\Frachtbriefe.Bindings.xml",
    PARTNERS: rf"{BINDINGS_PATH}\EDI_Partner\EDI_Partner.xml",
}
ASSEMBLY, VERSION = "Alpenfracht.Frachtbriefe", "3.2.0.0"
ORCHESTRATION = "Alpenfracht.Frachtbriefe.Zollanmeldung"
HELD = {
    FREIGHT: (
        f'<ModuleRefCollection><ModuleRef Name="{ASSEMBLY}" Version="{VERSION}"><Services>'
        f'<Service Name="{ORCHESTRATION}" State="Started"/></Services></ModuleRef>'
        "</ModuleRefCollection>",
        '<SendPortCollection><SendPort Name="Frachtbriefe.Zoll"><PrimaryTransport>{address}'
        "<TransportTypeData>{settings}</TransportTypeData></PrimaryTransport></SendPort>"
        "</SendPortCollection>",
        '<ReceivePortCollection><ReceivePort Name="Frachtbriefe.Eingang"><ReceiveLocations>'
        '<ReceiveLocation Name="Frachtbriefe SFTP">{address}<ReceiveLocationTransportTypeData>'
        "{settings}</ReceiveLocationTransportTypeData></ReceiveLocation></ReceiveLocations>"
        "</ReceivePort></ReceivePortCollection>",
    ),
    PARTNERS: (
        '<SendPortCollection><SendPort Name="EDI Partner.ORDRSP">{address}</SendPort>'
        "</SendPortCollection>",
    ),
}
CHANGED = timedelta(days=30)
EXPORTED = timedelta(days=20)


def furnish(estate: "LabEstate") -> None:
    """Into the firm as it stands."""
    tables = estate.sql[company.SQL01].databases[company.MANAGEMENT.name]
    tables |= application_tables(estate.times)
    written = estate.times.now - EXPORTED
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    files |= {path: LabFile(2_461_696, written) for path in PACKAGES.values()}
    estate.hosts[DEPLOY01] = _deployment_host(written)
    places = estate.group["locations"]
    places.append({"path": PATH, "holds": ["applications"]})
    places.append({"path": BINDINGS_PATH, "host": DEPLOY01, "holds": ["applications"]})


def _deployment_host(written: datetime) -> LabHost:
    account = rf"{company.DOMAIN}\{company.WINDOWS_USER}"
    files = {
        path: HostFile(content=bindings(*HELD[name]), written=written)
        for name, path in BINDINGS.items()
    }
    users = {account: LabUser(company.WINDOWS_PASSWORD)}
    return LabHost(name=DEPLOY01, domain=company.DNS_DOMAIN, users=users, files=files)


def bindings(*collections: str, password: str = "******") -> bytes:
    """As BTSTask ExportBindings writes them; the address has a password that nobody may read."""
    inner = escape(f"<Config><userName>edi</userName><password>{password}</password></Config>")
    settings = escape(
        f'<CustomProps><Password vt="1" /><Config vt="8">{inner}</Config></CustomProps>'
    )
    address = f"sftp://edi:{company.ADDRESS_PASSWORD}@sftp.{company.DNS_DOMAIN}/"
    said = "".join(collections).replace("{address}", f"<Address>{address}</Address>")
    said = said.replace("{settings}", settings)
    return f'<?xml version="1.0" encoding="utf-8"?><BindingInfo>{said}</BindingInfo>'.encode()


def application_tables(times: Times) -> Tables:
    """DateModified of a receive port is UTC; nobody says what that of the others is."""
    changed = (times.now - CHANGED).replace(tzinfo=None)
    ids = {name: number for number, name in enumerate(NAMES, 1)}
    return {
        "dbo.bts_application": [
            {
                "nID": ids[name],
                "nvcName": name,
                "isDefault": int(name == DEFAULT),
                "isSystem": int(name == SYSTEM),
                "DateModified": changed,
            }
            for name in NAMES
        ],
        "dbo.bts_receiveport": [_port(1, "Frachtbriefe.Eingang", ids[FREIGHT], times)],
        "dbo.bts_sendport": [
            _port(1, "Frachtbriefe.Zoll", ids[FREIGHT], times),
            _port(2, "EDI Partner.ORDRSP", ids[PARTNERS], times),
        ],
        "dbo.bts_sendportgroup": [],
        "dbo.bts_assembly": [
            {
                "nID": 40,
                "nvcName": ASSEMBLY,
                "nvcVersion": VERSION,
                "nvcFullName": f"{ASSEMBLY}, Version={VERSION}, Culture=neutral",
                "dtDateModified": changed,
                "nApplicationID": ids[FREIGHT],
            },
            {
                "nID": 1,
                "nvcName": "Microsoft.BizTalk.GlobalPropertySchemas",
                "nvcFullName": "Microsoft.BizTalk.GlobalPropertySchemas, Version=3.0.1.0",
                "dtDateModified": changed,
                "nApplicationID": ids[SYSTEM],
            },
        ],
        "dbo.bts_orchestration": [
            {
                "nID": 7,
                "nAssemblyID": 40,
                "nvcName": ORCHESTRATION.rpartition(".")[2],
                "nvcFullName": ORCHESTRATION,
            }
        ],
        "dbo.adpl_sat": [
            {
                "id": 1,
                "applicationId": ids[FREIGHT],
                "sdmType": "System.BizTalk:BizTalkAssembly",
                "luid": f"{ASSEMBLY}, Version={VERSION}, Culture=neutral",
            }
        ],
    }


def _port(number: int, name: str, application: int, times: Times) -> Row:
    return {
        "nID": number,
        "nvcName": name,
        "DateModified": (times.now - CHANGED).replace(tzinfo=None),
        "nApplicationID": application,
    }
