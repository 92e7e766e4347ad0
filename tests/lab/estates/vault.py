"""The vault as a Windows host: where its share lies on its disks, and who may open that."""

from typing import TYPE_CHECKING

from tests.lab.estates import company
from tests.lab.estates.hosts import SECRET_FILE, SECRET_SIZE
from tests.lab.winrm.description import LabFile, LabHost, LabUser

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

ROOT = r"E:\Freigaben\Restore"
SECRETS = rf"{ROOT}\{company.SECRET_FOLDER}"
KEPT = rf"{SECRETS}\{SECRET_FILE}"
SHARE: dict[str, object] = {"Name": company.RESTORE_SHARE, "Path": ROOT}


def furnish(estate: "LabEstate") -> None:
    """Into the firm as it stands."""
    account = rf"{company.DOMAIN}\{company.WINDOWS_USER}"
    estate.hosts[company.VAULT01] = LabHost(
        name=company.VAULT01,
        domain=company.DNS_DOMAIN,
        users={account: LabUser(company.WINDOWS_PASSWORD)},
        files={KEPT: LabFile(SECRET_SIZE)},
        cim={r"root\cimv2": {"Win32_Share": [dict(SHARE)]}},
    )
    estate.group["hosts"].append({"name": company.VAULT01, "roles": ["files"]})
