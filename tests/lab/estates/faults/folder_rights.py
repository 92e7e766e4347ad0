"""Folders that are open to more people than they should be, or whose rights nobody tells."""

from collections.abc import Sequence

from tests.lab.estates import applications, company, copies
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault
from tests.lab.smb.description import CLOSED
from tests.lab.winrm.description import LabFile, LabRight

READ, MODIFY, FULL = 0x1200A9, 0x1301BF, 0x1F01FF
EVERYONE, USERS = "S-1-1-0", "S-1-5-32-545"
AUTHENTICATED = "S-1-5-11"
DOMAIN_USERS = "S-1-5-21-1004336348-1177238915-682003330-513"
BACKUPS, COPIES = rf"PE08/{company.BACKUP_PATH}", rf"PE08/{copies.ARCHIVE_COPIES}"
VAULT, LOCAL = rf"MS08/{company.SECRET_PATH}", rf"MS08/{company.SSO01}/{company.LOCAL_SECRET_PATH}"


def _give(estate: LabEstate, server: str, share: str, folder: str, *rights: LabRight) -> None:
    held = estate.file_servers[server].share(share).rights
    held[folder] = (*held.get(folder, CLOSED), *rights)


def _backups(estate: LabEstate, *rights: LabRight) -> None:
    _give(estate, company.FILE01, company.BACKUP_SHARE, company.BACKUP_FOLDER, *rights)


@fault(fail(BACKUPS))
def backups_open_to_users(estate: LabEstate) -> None:
    """As a new volume is: nobody took the inherited rights away."""
    _backups(estate, LabRight(USERS, READ), LabRight(USERS, 0x4))


@fault(fail(BACKUPS))
def backups_may_be_deleted_by_everyone(estate: LabEstate) -> None:
    _backups(estate, LabRight(EVERYONE, FULL, inherited=False))


@fault(fail(COPIES))
def copies_open_to_the_domain(estate: LabEstate) -> None:
    folder = company.BACKUP_FOLDER
    _give(estate, copies.ARCHIVE01, copies.COPY_SHARE, folder, LabRight(DOMAIN_USERS, MODIFY))


@fault({})
def backups_named_to_everyone_but_denied(estate: LabEstate) -> None:
    """No fault: what is denied first is not given by what follows."""
    _backups(estate, LabRight(EVERYONE, FULL, allow=False), LabRight(AUTHENTICATED, READ))


@fault({})
def backups_may_be_passed_through(estate: LabEstate) -> None:
    """No fault: who may only go through a folder does not see what is in it."""
    _backups(estate, LabRight(USERS, 0x20), LabRight(USERS, FULL, inherit_only=True))


@fault(fail(VAULT))
def secret_open_to_authenticated_users(estate: LabEstate) -> None:
    right = LabRight(AUTHENTICATED, READ)
    _give(estate, company.VAULT01, company.RESTORE_SHARE, company.SECRET_FOLDER, right)


@fault(fail(LOCAL))
def secret_open_on_its_own_server(estate: LabEstate) -> None:
    rights: Sequence[LabRight] = (*CLOSED, LabRight(USERS, READ))
    folder = LabFile(directory=True, rights=rights)
    estate.hosts[company.SSO01].files[company.LOCAL_SECRET_PATH] = folder


@fault(fail(f"PE09/{applications.DEPLOY01}"))
def scanner_is_administrator_of_a_file_server(estate: LabEstate) -> None:
    for user in estate.hosts[applications.DEPLOY01].users.values():
        user.is_admin = True


@fault(error(BACKUPS), on_wires=True)
def rights_on_backups_may_not_be_read(estate: LabEstate) -> None:
    estate.file_servers[company.FILE01].faults.secretive = True
