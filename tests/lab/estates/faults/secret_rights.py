"""Who may open the backups of the master secret."""

from dataclasses import replace

from tests.lab.estates import company, vault
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault, not_checked
from tests.lab.estates.hosts import SECRET_FILE
from tests.lab.winrm.description import ADMINISTRATORS, SYSTEM, LabFile, LabRight

OF_SHARE, OF_SERVER = (
    f"MS08/{company.SECRET_PATH}",
    f"MS08/{company.SSO01}/{company.LOCAL_SECRET_PATH}",
)
OWNERS = (LabRight(SYSTEM), LabRight(ADMINISTRATORS))
READ, MODIFY = 0x1200A9, 0x1301BF
USERS, AUTHENTICATED = "S-1-5-32-545", "S-1-5-11"


@fault(fail(OF_SHARE))
def secret_backup_in_vault_readable_by_all_users(estate: LabEstate) -> None:
    kept = estate.hosts[company.VAULT01].files
    kept[vault.KEPT] = replace(kept[vault.KEPT], rights=(*OWNERS, LabRight(USERS, READ)))


@fault(fail(OF_SERVER))
def folder_of_secret_backup_open_to_everybody(estate: LabEstate) -> None:
    """As a new folder on a data disk is: whoever logged on may delete the file."""
    folder = LabFile(directory=True, rights=(*OWNERS, LabRight(AUTHENTICATED, MODIFY)))
    estate.hosts[company.SSO01].files[company.LOCAL_SECRET_PATH] = folder


@fault({})
def secret_backup_refused_to_all_users(estate: LabEstate) -> None:
    """No fault: what is granted to them above is taken from them here."""
    refused = LabRight(USERS, READ, allow=False, inherited=False)
    files = estate.hosts[company.SSO01].files
    path = rf"{company.LOCAL_SECRET_PATH}\{SECRET_FILE}"
    files[path] = replace(files[path], rights=(refused, *OWNERS, LabRight(USERS, READ)))


@fault(not_checked(OF_SHARE))
def file_server_of_secret_backup_not_declared(estate: LabEstate) -> None:
    hosts = estate.group["hosts"]
    estate.group["hosts"] = [one for one in hosts if one["name"] != company.VAULT01]


@fault(error(OF_SHARE))
def share_of_secret_backup_not_told(estate: LabEstate) -> None:
    estate.hosts[company.VAULT01].cim[r"root\cimv2"]["Win32_Share"].clear()
