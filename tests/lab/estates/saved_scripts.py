"""Scripts of the jobs and logins of the firm's SQL Servers, which a task saves every night."""

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.lab.estates import company
from tests.lab.estates.times import local
from tests.lab.smb.description import LabFile

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

SERVERS = (company.SQL01, company.SQL02)
JOBS, LOGINS = "SQL-Aufträge", "SQL-Anmeldungen"
HOLDS = {JOBS: "agent_jobs", LOGINS: "logins"}
LOGINS_CHANGED = timedelta(days=23)


def furnish(estate: "LabEstate") -> None:
    for name, holds in HOLDS.items():
        path = rf"\\{company.VAULT01}\{company.RESTORE_SHARE}\{name}"
        estate.group["locations"].append({"path": path, "holds": [holds], "site": "Rosenheim"})
        for server in SERVERS:
            save(estate, name, server, timedelta(hours=9))
    for server in SERVERS:
        change_logins(estate, server, LOGINS_CHANGED)


def save(estate: "LabEstate", folder: str, server: str, age: timedelta) -> None:
    files = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files
    files[f"{folder}/{server}.sql"] = LabFile(31_806, estate.times.now - age)


def change_logins(estate: "LabEstate", server: str, age: timedelta) -> None:
    for row in estate.table(server, "master", "sys.server_principals"):
        row["modify_date"] = local(estate.times.now - age)
