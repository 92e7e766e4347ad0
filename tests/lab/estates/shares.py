"""The firm's two file servers: where the job writes, and where what a restore needs is kept."""

from collections.abc import Iterable

from tests.lab.estates import company
from tests.lab.estates.backup_sets import Written
from tests.lab.estates.configuration import CHANGE_RECORD
from tests.lab.estates.hosts import PORTAL_AGE, SECRET_AGE, SECRET_FILE, SECRET_SIZE
from tests.lab.estates.portal import BACKUP_NAME, application_host, no_redirection
from tests.lab.estates.times import Times
from tests.lab.smb.description import LabFile, LabShare

SAVED_PORTAL = f"{company.PORTAL_FOLDER}/{BACKUP_NAME}/applicationHost.config"
SAVED_SECRET = f"{company.SECRET_FOLDER}/{SECRET_FILE}"


def shares(files: Iterable[Written], times: Times) -> dict[str, list[LabShare]]:
    return {
        company.FILE01: [backup_share(files)],
        company.VAULT01: [restore_share(times)],
    }


def backup_share(files: Iterable[Written]) -> LabShare:
    written = {
        f"{company.BACKUP_FOLDER}/{one.file_name}": LabFile(one.size, one.finished) for one in files
    }
    return LabShare(company.BACKUP_SHARE, written)


def restore_share(times: Times) -> LabShare:
    """Copies keep the time of what was copied, as robocopy does."""
    portal = times.now - PORTAL_AGE
    beside = SAVED_PORTAL.replace("applicationHost", "redirection")
    files = {
        SAVED_SECRET: LabFile(SECRET_SIZE, times.now - SECRET_AGE),
        SAVED_PORTAL: LabFile(written=portal, content=application_host()),
        beside: LabFile(written=portal, content=no_redirection()),
        CHANGE_RECORD: LabFile(48_112, times.ago(hours=2)),
    }
    return LabShare(company.RESTORE_SHARE, files)
