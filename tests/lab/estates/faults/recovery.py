"""What befalls the log chain of one database, and with it the recovery point of the whole group."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.lab.estates import company
from tests.lab.estates.backup_sets import LOG
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.backup_sets import without
from tests.lab.estates.faults.fault import (
    CHAIN,
    PAST,
    POINT,
    RESTORE_TIME,
    SCHEDULE,
    each_database,
    error,
    fail,
    fault,
    not_checked,
)
from tests.lab.estates.times import local
from tests.lab.tds.description import Row

SSO = company.SSO.name
DISK, VIRTUAL_DEVICE = 2, 7
TWO_HOURS = timedelta(hours=2)


def _recorded(estate: LabEstate, table: str = "dbo.backupset") -> list[Row]:
    return estate.table(company.SQL01, "msdb", table)


def _log_after(estate: LabEstate, age: timedelta) -> tuple[Row, Row]:
    """The job's log backups of SSODB around a moment."""
    moment = local(estate.times.now - age)
    logs = [one for one in _recorded(estate) if one["database_name"] == SSO and one["type"] == "L"]
    at = next(n for n, one in enumerate(logs) if _finished(one) > moment)
    return logs[at - 1], logs[at]


def _finished(row: Row) -> Any:
    return row["backup_finish_date"]


def _own_backup(estate: LabEstate, like: Row, device: str, kind: int, **changes: Any) -> Row:
    """A backup that somebody made by himself, as msdb records it."""
    number = 1 + max(int(str(one["backup_set_id"])) for one in _recorded(estate))
    row = {**like, "backup_set_id": number, "media_set_id": number, **changes}
    row |= {"user_name": r"SPEDITION\svc-sicherung"}
    _recorded(estate).append(row)
    _recorded(estate, "dbo.backupmediaset").append(
        {"media_set_id": number, "software_name": "Sicherung fuer alle"}
    )
    _recorded(estate, "dbo.backupmediafamily").append(
        {
            "media_set_id": number,
            "family_sequence_number": 1,
            "media_count": 1,
            "physical_device_name": device,
            "device_type": kind,
            "mirror": 0,
        }
    )
    return row


def _cut(estate: LabEstate, age: timedelta, device: str, kind: int = DISK) -> None:
    """A log backup between two of the job's: what it took, they lack."""
    before, after = _log_after(estate, age)
    middle = (Decimal(str(before["last_lsn"])) + Decimal(str(after["last_lsn"]))) / 2
    moment = _finished(before) + (_finished(after) - _finished(before)) / 2
    dates = {"backup_start_date": moment, "backup_finish_date": moment + timedelta(seconds=2)}
    lsns = {"first_lsn": before["last_lsn"], "last_lsn": middle.quantize(Decimal(1))}
    _own_backup(estate, after, device, kind, **dates, **lsns)
    after["first_lsn"] = lsns["last_lsn"]


@fault(fail(CHAIN, POINT, PAST))
def log_backup_outside_the_job(estate: LabEstate) -> None:
    _cut(estate, TWO_HOURS, r"E:\Sicherung\SSODB.trn")


@fault(fail(CHAIN, POINT, PAST))
def log_backup_to_nul(estate: LabEstate) -> None:
    """Somebody wanted a smaller log file."""
    _cut(estate, TWO_HOURS, "NUL")


@fault(fail(CHAIN, POINT, PAST))
def log_backup_by_a_virtual_device(estate: LabEstate) -> None:
    _cut(estate, TWO_HOURS, "{0F6A7C1D-5E2B-4C1A-9F07-6E9E4D2C1B11}", VIRTUAL_DEVICE)


@fault(fail(CHAIN))
def log_backup_since_the_newest_set(estate: LabEstate) -> None:
    """What is there can still be restored; what comes next cannot."""
    logs = [one for one in _recorded(estate) if one["database_name"] == SSO and one["type"] == "L"]
    moment = local(estate.times.now - timedelta(seconds=40))
    end = Decimal(str(logs[-1]["last_lsn"])) + 1_000_000
    changes = {"first_lsn": logs[-1]["last_lsn"], "last_lsn": end}
    dates = {"backup_start_date": moment, "backup_finish_date": moment}
    _own_backup(estate, logs[-1], r"E:\Sicherung\SSODB.trn", DISK, **changes, **dates)
    for row in estate.table(company.SQL01, "master", "sys.database_recovery_status"):
        if row["last_log_backup_lsn"] == logs[-1]["last_lsn"]:
            row["last_log_backup_lsn"] = end


@fault({})
def copy_only_log_backup(estate: LabEstate) -> None:
    """No fault: it takes nothing from the chain."""
    _, after = _log_after(estate, TWO_HOURS)
    _own_backup(estate, after, r"E:\Sicherung\SSODB.trn", DISK, is_copy_only=1)


@fault({})
def full_backup_outside_the_job(estate: LabEstate) -> None:
    """No fault: a full backup, copy-only or not, to NUL or not, leaves the log chain alone."""
    _, after = _log_after(estate, TWO_HOURS)
    _own_backup(estate, after, "NUL", DISK, type="D")


@fault({})
def snapshot_of_the_machine(estate: LabEstate) -> None:
    """No fault for the chain: VSS shows up as a full backup."""
    _, after = _log_after(estate, TWO_HOURS)
    _own_backup(estate, after, "{5E2B}", VIRTUAL_DEVICE, type="D", is_snapshot=1)


@fault(fail(CHAIN, POINT, PAST))
def recovery_model_changed_for_a_while(estate: LabEstate) -> None:
    """The log chain of that database begins anew, without a full set before it."""
    _, after = _log_after(estate, TWO_HOURS)
    after["begins_log_chain"] = 1
    after["first_lsn"] = Decimal(str(after["first_lsn"])) + 5_000_000


@fault(fail(CHAIN, POINT, PAST))
def backup_damaged(estate: LabEstate) -> None:
    _, after = _log_after(estate, TWO_HOURS)
    after["is_damaged"] = 1


@fault(fail(PAST))
def no_log_set_for_an_evening(estate: LabEstate) -> None:
    """Yesterday, for four hours; a full set came after it, and all has been well since."""
    now = estate.times.now
    first, last = now - timedelta(hours=12), now - timedelta(hours=8)
    without(estate, lambda one: one.kind == LOG and first < one.stamp < last)
    for server in (company.SQL01, company.SQL02):
        _join(estate.table(server, "msdb", "dbo.backupset"))


def _join(recorded: list[Row]) -> None:
    """Log backups go on from each other, however far apart."""
    ends: dict[object, object] = {}
    for row in recorded:
        if row["type"] == "L":
            row["first_lsn"] = ends.get(row["database_name"], row["first_lsn"])
            ends[row["database_name"]] = row["last_lsn"]


@fault(
    not_checked(CHAIN, POINT, PAST, RESTORE_TIME)
    | fail(*each_database("ST06"), "ST07/BizTalkMgmtDb", "BA07/SQL01/BAMStarSchema")
    | error("ST05/SQL01")
)
def history_of_msdb_purged(estate: LabEstate) -> None:
    """Of the job's databases, but for the last hours: nothing is broken, nothing is proved."""
    names, limit = {one.name for one in company.DATABASES}, local(estate.times.ago(hours=4))
    for server in (company.SQL01, company.SQL02):
        rows = estate.table(server, "msdb", "dbo.backupset")
        rows[:] = [
            one for one in rows if one["database_name"] not in names or _finished(one) > limit
        ]


@fault(fail(POINT, SCHEDULE, PAST, "BS02/BizTalkMgmtDb"))
def objective_beyond_the_schedule(estate: LabEstate) -> None:
    estate.settings["objectives"]["rpo"] = "1m"


@fault(fail("ST05/SQL01", RESTORE_TIME))
def objective_beyond_the_machines(estate: LabEstate) -> None:
    estate.settings["objectives"]["rto"] = "1m"


@fault({"RC02/backup destination lost": "fail"})
def copies_do_not_survive_the_destination(estate: LabEstate) -> None:
    """Declared that its loss must be survived; the robot copies only once a night."""
    estate.settings["objectives"]["survive"] = ["sql_machines", "backup_destination"]
