"""Copies of the SQL backups, which a robot makes every night: in the vault and at a third site."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from tests.lab.estates import company
from tests.lab.estates.backup_sets import Written
from tests.lab.smb.description import LabFile, LabShare

ARCHIVE01 = "ARCHIV01"
COPY_SHARE = "SQL-Kopien"
VAULT_COPIES = rf"\\{company.VAULT01}\{COPY_SHARE}\{company.BACKUP_FOLDER}"
ARCHIVE_COPIES = rf"\\{ARCHIVE01}\{COPY_SHARE}\{company.BACKUP_FOLDER}"
LATE = timedelta(hours=20)  # since the robot last ran


def locations() -> list[dict[str, Any]]:
    """Of the estate file."""
    sites = {
        VAULT_COPIES: "Rosenheim",
        ARCHIVE_COPIES: "Innsbruck",
    }
    return [{"path": p, "holds": ["sql_backups"], "site": site} for p, site in sites.items()]


def kept(shares: dict[str, list[LabShare]], files: Iterable[Written]) -> None:
    """Puts the copies on the file servers."""
    written = list(files)
    until = max(one.finished for one in written) - LATE
    for server in (company.VAULT01, ARCHIVE01):
        copied = {
            f"{company.BACKUP_FOLDER}/{one.file_name}": LabFile(one.size, one.finished)
            for one in written
            if one.finished <= until
        }
        shares.setdefault(server, []).append(LabShare(COPY_SHARE, copied))
