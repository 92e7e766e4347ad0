"""Encryption: certificates that were never saved, or that the destination lacks."""

from tests.lab.estates import company
from tests.lab.estates.encryption import CERTIFICATE, THUMBPRINT, certificate
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import (
    ALL_DATABASES,
    each_database,
    error,
    fail,
    fault,
    not_checked,
)

ON_SQL01 = tuple(one for one in ALL_DATABASES if one.startswith("SQL01/"))
TRACKING = "SQL01/BizTalkDTADb"
NEWER = bytes.fromhex("51d0b7e2c49a8836f15e02ad77c3904b6e1fa8d2")
DEFINITIONS = ("CL01/SQL01", "CL01/SQL02", "CL01/SQLDR01")
ENCRYPTED_BACKUP = "SQL02/BizTalkMsgBoxDb"


@fault(fail(f"EN01/{TRACKING}"))
def database_certificate_never_backed_up(estate: LabEstate) -> None:
    estate.encryption.certificates[company.SQL01] = [certificate()]


@fault(fail(f"EN03/SQLDR01/{TRACKING}"))
def certificate_missing_at_destination(estate: LabEstate) -> None:
    del estate.encryption.certificates[company.SQLDR01]


@fault(fail(f"EN03/SQLDR01/{TRACKING}"))
def certificate_at_destination_without_private_key(estate: LabEstate) -> None:
    estate.encryption.certificates[company.SQLDR01][0]["pvt_key_encryption_type"] = "NA"


@fault(fail(f"EN01/{TRACKING}", f"EN03/SQLDR01/{TRACKING}"))
def certificate_renewed_and_forgotten(estate: LabEstate) -> None:
    """The old one was saved and copied, the one in use was not."""
    estate.encryption.keys[company.SQL01][company.TRACKING.name] = NEWER
    newer = certificate() | {"name": f"{CERTIFICATE}_neu", "thumbprint": NEWER}
    estate.encryption.certificates[company.SQL01].append(newer)


@fault(fail(f"EN02/{ENCRYPTED_BACKUP}/51D0B7E2", f"EN03/SQLDR01/{ENCRYPTED_BACKUP}"))
def backups_encrypted_by_dropped_certificate(estate: LabEstate) -> None:
    sets = estate.table(company.SQL02, "msdb", "dbo.backupset")
    sets[-1] |= {"encryptor_thumbprint": NEWER, "encryptor_type": "CERTIFICATE"}


@fault({f"EN02/{ENCRYPTED_BACKUP}/9F3C1A77": "pass", f"EN03/SQLDR01/{ENCRYPTED_BACKUP}": "pass"})
def backups_encrypted_well(estate: LabEstate) -> None:
    """No fault at all."""
    sets = estate.table(company.SQL02, "msdb", "dbo.backupset")
    sets[-1] |= {"encryptor_thumbprint": THUMBPRINT, "encryptor_type": "CERTIFICATE"}
    own = estate.encryption.certificates
    own[company.SQL02] = own[company.SQL01]


@fault(not_checked(f"EN01/{TRACKING}", f"EN03/SQLDR01/{TRACKING}"))
def database_key_outside_of_sql_server(estate: LabEstate) -> None:
    estate.encryption.encryptor = "ASYMMETRIC KEY"


@fault(
    error(
        *("EN01/Produktion", "EN03/Produktion", "BJ05/SQL01", "PE02/SQL01", "PE06/SQL01"),
        *each_database("PE01"),
    )
)
def server_state_denied(estate: LabEstate) -> None:
    """Which databases are encrypted is not answered, nor whether the Agent runs."""
    estate.sql[company.SQL01].logins[company.SQL_USER].permissions -= {"VIEW SERVER STATE"}


@fault(
    error(
        "RD02/SQL01/jobs",
        "RD02/SQL01/logins",
        *(f"EN01/{TRACKING}", *DEFINITIONS, "BC06/SQL01"),
        *("LS09/SQLDR01", "LS13/SQLDR01", "LS14/SQLDR01"),
        *(f"PE0{number}/SQL01" for number in (2, 3, 6)),
        *(f"{check}/{one}" for check in ("DB01", "DB02", "PE01") for one in ON_SQL01),
        "RB04/Produktion",
    )
)
def definitions_denied(estate: LabEstate) -> None:
    """A certificate that is hidden is not one that is missing."""
    estate.sql[company.SQL01].logins[company.SQL_USER].permissions -= {"VIEW ANY DEFINITION"}
