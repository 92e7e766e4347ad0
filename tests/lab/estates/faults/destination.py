"""Where backups go: the share with its files, and the second SQL Server."""

from collections import Counter
from collections.abc import Callable

from tests.lab.estates import company, jobs
from tests.lab.estates.agent import Agent, Schedule
from tests.lab.estates.backup_sets import FULL, LOG
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import (
    AT_DESTINATION,
    CHAIN,
    COPIES,
    LONG,
    PAST,
    POINT,
    STORAGE,
    Causes,
    each_database,
    error,
    fail,
    fault,
    not_checked,
    passes,
)
from tests.lab.smb.description import LabFile, LabShare

ITS_RIGHTS = f"PE08/{company.BACKUP_PATH}"


def _backup_share(estate: LabEstate) -> LabShare:
    return estate.file_servers[company.FILE01].share(company.BACKUP_SHARE)


def _newest(estate: LabEstate, kind: str, database: str) -> str:
    """Of the newest set that is whole."""
    held = Counter(one.set_id for one in estate.files)
    whole = [one for one in estate.files if held[one.set_id] == len(company.DATABASES)]
    found = [one for one in whole if one.kind == kind and one.database.name == database]
    return f"{company.BACKUP_FOLDER}/{found[-1].file_name}"


@fault(fail("BD01/SQL01/SSODB"))
def full_backup_file_missing(estate: LabEstate) -> None:
    del _backup_share(estate).files[_newest(estate, FULL, "SSODB")]


@fault(fail(CHAIN, "BD01/SQL02/BizTalkMsgBoxDb"))
def log_backup_file_empty(estate: LabEstate) -> None:
    name, files = _newest(estate, LOG, "BizTalkMsgBoxDb"), _backup_share(estate).files
    files[name] = LabFile(0, files[name].written)


@fault(fail(CHAIN, POINT, *each_database("BD01"), STORAGE[0]) | not_checked(STORAGE[1]), hours=LONG)
def backup_folder_missing(estate: LabEstate) -> None:
    _backup_share(estate).files = {}


@fault(
    fail(CHAIN, POINT, *each_database("BD01"), STORAGE[0]) | not_checked(STORAGE[1]),
    on_wires=True,
    hours=LONG,
)
def backup_share_missing(estate: LabEstate) -> None:
    estate.file_servers[company.FILE01].faults.missing = frozenset({company.BACKUP_SHARE.upper()})


@fault(
    error(
        CHAIN,
        POINT,
        PAST,
        r"ST01/\\FILE01\BizTalkBackup\PROD",
        r"ST02/\\FILE01\BizTalkBackup\PROD",
        r"ST03/\\FILE01\BizTalkBackup\PROD",
        *each_database("BD01"),
        *COPIES,
        ITS_RIGHTS,
    ),
    on_wires=True,
)
def backup_share_denied(estate: LabEstate) -> None:
    estate.file_servers[company.FILE01].faults.denied = frozenset({company.BACKUP_SHARE.upper()})


@fault(
    error(
        CHAIN,
        POINT,
        PAST,
        r"ST01/\\FILE01\BizTalkBackup\PROD",
        r"ST02/\\FILE01\BizTalkBackup\PROD",
        r"ST03/\\FILE01\BizTalkBackup\PROD",
        *each_database("BD01"),
        *COPIES,
        ITS_RIGHTS,
    ),
    on_wires=True,
)
def backup_share_unreachable(estate: LabEstate) -> None:
    estate.file_servers[company.FILE01].faults.refuse = True


def _destination(estate: LabEstate) -> Agent:
    return estate.agents[company.SQLDR01]


SHIPPING_JOBS = ("LS12/SQLDR01/Get Backup History", "LS12/SQLDR01/Restore Databases")
OF_DESTINATION = (
    "LS01/SQLDR01",
    *(f"{check}/SQLDR01" for check in AT_DESTINATION if check not in ("LS05", "LS12")),
    *each_database("LS05"),
    *SHIPPING_JOBS,
    "PE02/SQLDR01",
    "PE05/SQLDR01",
    "PE06/SQLDR01",
    "PE07/SSO administrators",
    "BJ07/SQLDR01",
    "DR01/Produktion",
    "CL01/SQLDR01",
    "EN03/SQLDR01/SQL01/BizTalkDTADb",
    "RD01/Produktion",
    "RD05/Produktion",
)
NO_DESTINATION: Causes = fail("LS01/Produktion") | not_checked(
    *(f"{check}/Produktion" for check in (*AT_DESTINATION, "RD01", "RD03", "RD05"))
)


@fault(error(*OF_DESTINATION), on_wires=True)
def destination_unreachable(estate: LabEstate) -> None:
    estate.sql[company.SQLDR01].faults.refuse = True


@fault(fail("LS01/SQLDR01"))
def destination_job_disabled(estate: LabEstate) -> None:
    _destination(estate).job(jobs.RESTORE).enabled = False


@fault(fail("LS01/SQLDR01"))
def destination_job_missing(estate: LabEstate) -> None:
    agent = _destination(estate)
    agent.jobs.remove(agent.job(jobs.TO_MARK))


@fault(fail("LS01/SQLDR01"))
def restore_to_mark_scheduled(estate: LabEstate) -> None:
    _destination(estate).job(jobs.TO_MARK).schedules.append(Schedule("jede Nacht"))


@fault(fail("LS01/SQLDR01"))
def destination_agent_stopped(estate: LabEstate) -> None:
    _destination(estate).status = 1


@fault({})
def destination_jobs_spelled_otherwise(estate: LabEstate) -> None:
    """No fault: BizTalk's own pages have four spellings."""
    spelled: dict[str, Callable[[str], str]] = {
        jobs.GET_HISTORY: lambda name: name.replace(" - ", " "),
        jobs.RESTORE: lambda name: name.replace("BTS Log Shipping -", "BTS Server Log Shipping"),
    }
    for name, changed in spelled.items():
        _destination(estate).job(name).name = changed(name)


@fault(NO_DESTINATION | passes("BJ07/Produktion") | not_checked("EN03/Produktion"))
def log_shipping_declared_none(estate: LabEstate) -> None:
    estate.group["log_shipping"] = "none"


@fault(NO_DESTINATION | not_checked("BJ07/Produktion", "EN03/Produktion"))
def log_shipping_not_declared(estate: LabEstate) -> None:
    del estate.group["log_shipping"]
