"""What is wrong with the second SQL Server before anybody needs it: sets, jobs, folders."""

from copy import deepcopy
from dataclasses import replace

from tests.lab.estates import company, copies, jobs
from tests.lab.estates.agent import Agent, Run
from tests.lab.estates.backup_sets import FULL, LOG
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import (
    AT_DESTINATION,
    Causes,
    error,
    fail,
    fault,
    not_checked,
    passes,
)
from tests.lab.tds.description import Row
from tests.lab.winrm.description import LabFile, LabHost, LabUser

SQLDR02 = "SQLDR02"
HISTORY, LAST = "dbo.bts_LogShippingHistory", "dbo.bts_LogShippingLastRestoreSet"
SHIPPED = "dbo.bts_LogShippingDatabases"
TWIN = rf"\\{company.VAULT01}\{copies.COPY_SHARE}\ZWEI"
DATA, NEW_DRIVE = r"D:\SQLData", r"E:\SQLData"
SECOND: Causes = passes(
    "LS01/SQLDR02",
    *(f"{one}/SQLDR02" for one in AT_DESTINATION if one not in ("LS05", "LS12")),
    "LS12/SQLDR02/Get Backup History",
    "LS12/SQLDR02/Restore Databases",
    "PE02/SQLDR02",
    "PE05/SQLDR02",
    "PE06/SQLDR02",
    "BJ07/SQLDR02",
    "CL01/SQLDR02",
)


def _rows(estate: LabEstate, table: str, server: str = company.SQLDR01) -> list[Row]:
    return estate.table(server, "master", table)


def _logs(estate: LabEstate, hours: float) -> int:
    """The newest log set that is so old."""
    limit = estate.times.ago(hours=hours)
    return max(one.set_id for one in estate.files if one.kind == LOG and one.stamp <= limit)


def _second_destination(estate: LabEstate) -> None:
    """The message box is restored on a server of its own."""
    first = estate.sql[company.SQLDR01]
    estate.sql[SQLDR02] = second = replace(deepcopy(first), name=SQLDR02, machine=SQLDR02)
    estate.agents[SQLDR02] = deepcopy(estate.agents[company.SQLDR01])
    for name in [one.name for one in company.DATABASES if one != company.MESSAGE_BOX]:
        _forget(second.databases, name)
    _forget(first.databases, company.MESSAGE_BOX.name)
    estate.group["log_shipping"]["destinations"].append(SQLDR02)


def _forget(databases: dict[str, dict], name: str) -> None:  # type: ignore[type-arg] # Tables
    del databases[name]
    states = databases["master"]["sys.databases"]
    states[:] = [row for row in states if row["name"] != name]


@fault(SECOND)
def two_destinations(estate: LabEstate) -> None:
    """No fault: each restores its own databases."""
    _second_destination(estate)


@fault(SECOND | fail("LS10/SQLDR02"))
def two_destinations_on_different_sets(estate: LabEstate) -> None:
    """Within the lag that either may have; but a mark that both have reached is the older one."""
    _second_destination(estate)
    newest = _logs(estate, 1.6)
    for row in _rows(estate, HISTORY, SQLDR02):
        if row["BackupSetId"] > newest:
            row |= {"Restored": 0, "RestoredDateTime": None}
    _rows(estate, LAST, SQLDR02)[0]["BackupSetId"] = newest


def _agent(estate: LabEstate) -> Agent:
    return estate.agents[company.SQLDR01]


@fault(fail("LS12/SQLDR01/Restore Databases"))
def restore_job_fails(estate: LabEstate) -> None:
    """Since a minute ago: nothing lags yet."""
    runs = _agent(estate).job(jobs.RESTORE).runs
    runs[-1] = Run(runs[-1].started, runs[-1].duration, status=0)


@fault(fail("LS12/SQLDR01/Get Backup History"))
def history_job_stands_still(estate: LabEstate) -> None:
    job = _agent(estate).job(jobs.GET_HISTORY)
    job.runs = [Run(estate.times.ago(hours=2), job.runs[-1].duration)]


@fault(error("LS12/SQLDR01/Restore Databases"))
def restore_job_without_history(estate: LabEstate) -> None:
    _agent(estate).job(jobs.RESTORE).runs = []


@fault(fail("LS01/SQLDR01", *(f"LS{number:02}/SQLDR01" for number in (2, 3, 4, 10, 11))))
def destination_not_configured(estate: LabEstate) -> None:
    master = estate.sql[company.SQLDR01].databases["master"]
    for table in (HISTORY, LAST, SHIPPED):
        del master[table]


@fault(fail("LS01/SQLDR01"))
def destination_agent_started_by_hand(estate: LabEstate) -> None:
    """After the next restart of the machine nothing is restored."""
    _agent(estate).startup_type = 3


@fault(fail("LS06/SQLDR01"))
def destination_on_trial(estate: LabEstate) -> None:
    """It stops working on a day that nobody has in mind."""
    edition = "Enterprise Evaluation Edition (64-bit)"
    estate.sql[company.SQLDR01].edition = edition


@fault(not_checked("BD02/Produktion") | passes(r"PE08/\\VAULT01\SQL-Kopien\ZWEI", f"BD02/{TWIN}"))
def copies_on_one_machine(estate: LabEstate) -> None:
    """Two folders of one machine go with it, whatever sites are written down for them."""
    for one in estate.group["locations"]:
        one["path"] = one["path"].replace(copies.ARCHIVE_COPIES, TWIN)
    share = estate.file_servers[company.VAULT01].share(copies.COPY_SHARE)
    held = {name.replace(company.BACKUP_FOLDER, "ZWEI"): one for name, one in share.files.items()}
    share.files |= held


def _files_of_new_drive(estate: LabEstate) -> None:
    """Somebody added a file to a database at the source, on a drive of its own."""
    names = [one.name for one in company.DATABASES if one.server == company.SQL01]
    master = estate.sql[company.SQL01].databases["master"]
    master["sys.master_files"] = [
        {
            "database_id": number,
            "file_id": 1,
            "type": 0,
            "name": "data",
            "physical_name": path,
            "size": 8192,
        }
        for number, path in _paths(estate, names)
    ]


def _paths(estate: LabEstate, names: list[str]) -> list[tuple[int, str]]:
    order = [one for one in estate.sql[company.SQL01].databases if one not in ("master", "msdb")]
    paths = [(number, rf"{DATA}\{name}.mdf") for number, name in enumerate(order, 5)]
    mailbox = order.index(company.TRACKING.name) + 5
    return [*paths, (mailbox, rf"{NEW_DRIVE}\BizTalkDTADb_2.ndf")]


def _machine(estate: LabEstate, *folders: str) -> None:
    """The destination's machine answers questions, and has these folders."""
    account = rf"{company.DOMAIN}\{company.WINDOWS_USER}"
    files = {folder: LabFile(directory=True) for folder in folders}
    estate.hosts[company.SQLDR01] = LabHost(
        name=company.SQLDR01,
        domain=company.DNS_DOMAIN,
        users={account: LabUser(company.WINDOWS_PASSWORD, is_admin=False)},
        files=files,
    )
    estate.group["reach"]["hosts"].append(company.SQLDR01)


@fault(passes("PE09/SQLDR01") | not_checked("LS14/SQLDR01"))
def database_file_in_a_new_folder(estate: LabEstate) -> None:
    """The destination has the folder too; how much is free there nobody tells."""
    _files_of_new_drive(estate)
    _machine(estate, NEW_DRIVE)


@fault(fail("LS13/SQLDR01") | passes("PE09/SQLDR01") | not_checked("LS14/SQLDR01"))
def destination_lacks_a_folder(estate: LabEstate) -> None:
    _files_of_new_drive(estate)
    _machine(estate, DATA)


@fault(error("LS13/SQLDR01", "PE09/SQLDR01") | not_checked("LS14/SQLDR01"))
def destination_folder_out_of_reach(estate: LabEstate) -> None:
    """The estate does not say that the machine may be asked."""
    _files_of_new_drive(estate)


@fault(fail("LS14/SQLDR01"))
def destination_disk_is_full(estate: LabEstate) -> None:
    """A database grew at the source, and the destination could not follow."""
    _files_of_new_drive(estate)
    files = estate.table(company.SQL01, "master", "sys.master_files")
    files.pop()
    for row in files:
        row["size"] *= 8
    estate.sql[company.SQLDR01].free["D:\\"] = 10**9


@fault(
    error("LS01/SQLDR01", "LS14/SQLDR01", "PE02/SQLDR01", "PE06/SQLDR01", "PE07/SSO administrators")
)
def destination_state_denied(estate: LabEstate) -> None:
    """Its volumes tell nothing."""
    estate.sql[company.SQLDR01].logins[company.SQL_USER].permissions -= {"VIEW SERVER STATE"}


def _moved(estate: LabEstate, column: str, folder: str) -> None:
    for row in _rows(estate, SHIPPED):
        row[column] = folder


@fault({})
def destination_reads_moved_backups(estate: LabEstate) -> None:
    """No fault: the full backups are read from where a copy of them is."""
    full = max(one.set_id for one in estate.files if one.kind == FULL)
    share = estate.file_servers[company.VAULT01].share(copies.COPY_SHARE)
    held = estate.file_servers[company.FILE01].share(company.BACKUP_SHARE).files
    for one in estate.files:
        if one.set_id == full:
            path = f"{company.BACKUP_FOLDER}/{one.file_name}"
            share.files[path] = held[path]
    _moved(estate, "DBFileLocation", copies.VAULT_COPIES)


@fault(fail("LS11/SQLDR01"))
def destination_reads_a_stale_folder(estate: LabEstate) -> None:
    """The robot copies at night, and the destination asks all day."""
    _moved(estate, "LogFileLocation", copies.VAULT_COPIES)


@fault(fail("LS11/SQLDR01"))
def destination_reads_a_missing_folder(estate: LabEstate) -> None:
    _moved(estate, "DBFileLocation", rf"\\{company.FILE01}\{company.BACKUP_SHARE}\ALT")


@fault(fail("LS11/SQLDR01"))
def destination_does_not_ship_a_database(estate: LabEstate) -> None:
    rows = _rows(estate, SHIPPED)
    rows[:] = [row for row in rows if row["DatabaseName"] != company.SSO.name]
