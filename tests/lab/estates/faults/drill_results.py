"""The destination made no drill in time, but a result of dbatools' Test-DbaLastBackup was kept."""

from datetime import timedelta

from tests.lab.estates import company, drill_results, drills
from tests.lab.estates.drill_results import Record
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault, not_checked
from tests.lab.estates.faults.restoring import DRILL
from tests.lab.estates.times import local
from tests.lab.winrm.description import LabFile

REFUSED = f"Cannot open backup device, password={company.STEP_PASSWORD}"
TORN = "Msg 8928: page (1:153) could not be processed"
ON_A_HOST = r"D:\Probe-Restore"


def _no_drill(estate: LabEstate) -> None:
    """In time: the one of this spring was skipped."""
    rows, newest = drills.restores(estate), min(drills.DRILLS) + timedelta(days=1)
    since = local(estate.times.now - newest)
    rows[:] = [
        row for row in rows if not row.get("stop_at_mark_name") or row["restore_date"] < since
    ]


def _records(estate: LabEstate) -> list[Record]:
    _no_drill(estate)
    return drill_results.records(estate.times.now - drill_results.RECENT)


def _keep_with(estate: LabEstate, **of_sso: str) -> None:
    """Of one database it tells something else."""
    rows = _records(estate)
    next(row for row in rows if row["Database"] == company.SSO.name).update(of_sso)
    drill_results.keep(estate, drill_results.csv(rows))


@fault(not_checked(DRILL))
def drill_result_of_all_databases(estate: LabEstate) -> None:
    """It weighs as an attestation of this one finding."""
    _keep_with(estate)


@fault(fail(DRILL))
def drill_result_left_a_database_out(estate: LabEstate) -> None:
    """Only the first SQL Server was tested."""
    rows = [one for one in _records(estate) if one["SourceServer"] == company.SQL01]
    drill_results.keep(estate, drill_results.csv(rows))


@fault(fail(DRILL))
def drill_result_with_a_failed_restore(estate: LabEstate) -> None:
    _keep_with(estate, RestoreResult=REFUSED, DbccResult="Skipped")


@fault(fail(DRILL))
def drill_result_with_a_failed_dbcc(estate: LabEstate) -> None:
    _keep_with(estate, DbccResult=TORN)


@fault(fail(DRILL))
def drill_result_of_verified_backups(estate: LabEstate) -> None:
    """With -VerifyOnly, which restores nothing and calls it a success."""
    _keep_with(estate, DbccResult="Skipped")


@fault(fail(DRILL))
def drill_result_of_last_spring(estate: LabEstate) -> None:
    """Somebody opened and saved it last month, but the restores are old."""
    _no_drill(estate)
    rows = drill_results.records(estate.times.now - timedelta(days=150))
    drill_results.keep(estate, drill_results.csv(rows))


@fault(error(DRILL))
def drill_result_cut_short(estate: LabEstate) -> None:
    """The disk was full."""
    content = drill_results.csv(_records(estate))
    drill_results.keep(estate, content[: len(content) // 2 - len(content) // 2 % 2])


@fault(error(DRILL))
def drill_result_of_another_program(estate: LabEstate) -> None:
    _no_drill(estate)
    drill_results.keep(estate, b"Datenbank,Ergebnis\r\nSSODB,gut\r\n")


@fault(not_checked(DRILL))
def drill_result_on_a_host(estate: LabEstate) -> None:
    """Whose reader answers no content."""
    host, rows = estate.hosts[company.SSO01], _records(estate)
    written = estate.times.now - drill_results.RECENT
    path = rf"{ON_A_HOST}\{drill_results.NAME}"
    host.files[path] = LabFile(written=written, content=drill_results.csv(rows))
    place = {"path": ON_A_HOST, "host": company.SSO01, "holds": ["drill_result"]}
    estate.group["locations"].append({**place, "site": "Kufstein"})
