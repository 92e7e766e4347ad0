"""What the BAM portal has beside IIS's configuration: its web.config files, and their copies."""

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.lab.estates import company
from tests.lab.estates.portal import APPLICATIONS
from tests.lab.smb.description import LabFile as SavedFile
from tests.lab.winrm.description import LabFile

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

AGE = timedelta(days=140)
SERVICE = {
    "Name": "AppHostSvc",
    "DisplayName": "Anwendungshost-Hilfsdienst",
    "State": "Running",
    "StartMode": "Auto",
    "StartName": "LocalSystem",
}


def furnish(estate: "LabEstate") -> None:
    """Into the firm as it stands."""
    host, written = estate.hosts[company.BTS02], estate.times.now - AGE
    vault = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE)
    for number, folder in enumerate(APPLICATIONS.values()):
        size = 2_310 + number * 97
        host.files[web_config(folder)] = LabFile(size, written)
        vault.files[saved(folder)] = SavedFile(size, written)
    host.cim[r"root\cimv2"]["Win32_Service"].append(dict(SERVICE))


def web_config(folder: str) -> str:
    return rf"{folder}\web.config"


def saved(folder: str) -> str:
    """In a folder of the same name."""
    name = folder.rpartition("\\")[2]
    return f"{company.PORTAL_FOLDER}/{name}/web.config"
