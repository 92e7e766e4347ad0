"""The firm's BizTalk applications, and the exports of them."""

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.lab.estates import company
from tests.lab.estates.times import Times
from tests.lab.smb.description import LabFile
from tests.lab.tds.description import Row, Tables

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
BINDINGS = {
    FREIGHT: f"{FOLDER}/Frachtbriefe.Bindings.xml",
    PARTNERS: f"{FOLDER}/EDI_Partner/EDI_Partner.xml",
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
    files |= {path: LabFile(41_870, written) for path in BINDINGS.values()}
    estate.group["locations"].append({"path": PATH, "holds": ["applications"]})


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
                "nvcName": "Alpenfracht.Frachtbriefe",
                "nvcFullName": "Alpenfracht.Frachtbriefe, Version=3.2.0.0, Culture=neutral",
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
        "dbo.adpl_sat": [
            {
                "id": 1,
                "applicationId": ids[FREIGHT],
                "sdmType": "System.BizTalk:BizTalkAssembly",
                "luid": "Alpenfracht.Frachtbriefe, Version=3.2.0.0, Culture=neutral",
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
