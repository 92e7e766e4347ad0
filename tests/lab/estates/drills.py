"""The firm's drills: twice a year everything is restored to one mark on the second SQL Server."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.lab.estates import company
from tests.lab.estates.recorded import ENGINE_ACCOUNT
from tests.lab.estates.times import local
from tests.lab.tds.description import Row

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

DRILLS = (timedelta(days=236), timedelta(days=54))
FIRST_RESTORE = 1_001
LONG = timedelta(minutes=20)  # a full backup and its logs
DATABASES, LOGS = "D", "L"


def furnish(estate: "LabEstate") -> None:
    """Into the restore history of the destination, before the restores of log shipping."""
    rows = restores(estate)
    for age in DRILLS:
        done = estate.times.now - age
        for number, database in enumerate(company.DATABASES):
            begun = done + number * LONG
            rows.append(_restore(len(rows), database.name, DATABASES, begun))
            last = _restore(len(rows), database.name, LOGS, begun + LONG)
            rows.append(last | {"recovery": 1, "stop_at_mark_name": mark(done)})


def restores(estate: "LabEstate") -> list[Row]:
    return estate.table(company.SQLDR01, "msdb", "dbo.restorehistory")


def mark(done: datetime) -> str:
    """Of the log set that was an hour old then."""
    return f"BTS_{done - timedelta(hours=1):%Y_%m_%d_%H_%M_%S}_000"


def _restore(number: int, database: str, kind: str, at: datetime) -> Row:
    """Its backup is no longer in msdb."""
    return {
        "restore_history_id": FIRST_RESTORE + number,
        "restore_date": local(at),
        "destination_database_name": database,
        "user_name": ENGINE_ACCOUNT,
        "backup_set_id": FIRST_RESTORE + number,
        "restore_type": kind,
        "recovery": 0,
    }
