"""What the second SQL Server has restored, and what it would need; copies of the backups."""

from tests.lab.estates import company, copies
from tests.lab.estates.backup_sets import FULL, LOG
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import error, fail, fault, not_checked
from tests.lab.estates.permissions import linked
from tests.lab.smb.description import LabFile
from tests.lab.tds.description import LabTable, Row

HISTORY, LAST = "dbo.bts_LogShippingHistory", "dbo.bts_LogShippingLastRestoreSet"
VAULT, ARCHIVE = f"BD02/{copies.VAULT_COPIES}", f"BD02/{copies.ARCHIVE_COPIES}"
ONLINE = 0


def _rows(estate: LabEstate, table: str) -> list[Row]:
    return estate.table(company.SQLDR01, "master", table)


def _logs(estate: LabEstate, hours: float) -> list[int]:
    """Ids of log sets that are so old or older, newest first."""
    limit = estate.times.ago(hours=hours)
    found = {one.set_id for one in estate.files if one.kind == LOG and one.stamp <= limit}
    return sorted(found, reverse=True)


def _copies(estate: LabEstate, server: str) -> dict[str, LabFile]:
    return estate.file_servers[server].share(copies.COPY_SHARE).files


@fault(fail("LS02/SQLDR01"))
def destination_imports_no_history(estate: LabEstate) -> None:
    """For an hour; what it restored before stays restored."""
    newest, rows = _logs(estate, 1)[0], _rows(estate, HISTORY)
    rows[:] = [row for row in rows if row["BackupSetId"] <= newest]
    _rows(estate, LAST)[0]["BackupSetId"] = newest


@fault(fail("LS03/SQLDR01"))
def destination_restores_nothing(estate: LabEstate) -> None:
    """Its disk has been full for three hours; the history is imported all the same."""
    newest = _logs(estate, 3)[0]
    for row in _rows(estate, HISTORY):
        if row["BackupSetId"] > newest:
            row |= {"Restored": 0, "RestoredDateTime": None}
    _rows(estate, LAST)[0]["BackupSetId"] = newest


@fault(fail("LS04/SQLDR01"))
def destination_left_out_a_set(estate: LabEstate) -> None:
    """On one of the databases."""
    left_out = _logs(estate, 2)[0]
    rows = (row for row in _rows(estate, HISTORY) if row["BackupSetId"] == left_out)
    next(rows)["Restored"] = 0


@fault(not_checked("LS02/SQLDR01", "LS04/SQLDR01", "LS10/SQLDR01"))
def shipping_history_of_another_shape(estate: LabEstate) -> None:
    """Nobody publishes its columns."""
    shape = LabTable({"SetNumber": "bigint"}, [{"SetNumber": 7}])
    estate.sql[company.SQLDR01].databases["master"][HISTORY] = shape


def _states(estate: LabEstate) -> dict[str, Row]:
    return {row["name"]: row for row in _rows(estate, "sys.databases")}


@fault(fail("LS05/SQL01/SSODB"))
def destination_database_brought_online(estate: LabEstate) -> None:
    _states(estate)["SSODB"]["state"] = ONLINE


@fault(fail("LS05/SQL01/BizTalkRuleEngineDb"))
def destination_forgot_a_database(estate: LabEstate) -> None:
    server = estate.sql[company.SQLDR01]
    del server.databases[company.RULES.name]
    states = _rows(estate, "sys.databases")
    states[:] = [row for row in states if row["name"] != company.RULES.name]


@fault(fail("LS06/SQLDR01"))
def destination_of_another_build(estate: LabEstate) -> None:
    estate.sql[company.SQLDR01].product_version = "15.0.4198.2"


@fault(fail("LS06/SQLDR01"))
def destination_of_another_edition(estate: LabEstate) -> None:
    estate.sql[company.SQLDR01].edition = "Standard Edition (64-bit)"


@fault(fail("LS07/SQLDR01"))
def destination_hardened(estate: LabEstate) -> None:
    (option,) = _rows(estate, "sys.configurations")
    option |= {"value": 0, "value_in_use": 0}


@fault(fail("LS08/SQLDR01"))
def destination_may_not_call(estate: LabEstate) -> None:
    _rows(estate, "sys.servers")[:] = [{**linked(company.SQL01), "is_rpc_out_enabled": 0}]


@fault(error("LS02/SQLDR01", "LS04/SQLDR01", "LS10/SQLDR01"))
def shipping_history_denied(estate: LabEstate) -> None:
    estate.sql[company.SQLDR01].logins[company.SQL_USER].denied |= {f"master.{HISTORY}"}


@fault(fail(VAULT))
def copy_of_backup_missing(estate: LabEstate) -> None:
    """Of the full set that the copied chain begins with."""
    files, limit = _copies(estate, company.VAULT01), estate.times.ago(hours=27)
    fulls = [one for one in estate.files if one.kind == FULL and one.finished <= limit]
    del files[f"{company.BACKUP_FOLDER}/{fulls[-1].file_name}"]


@fault(fail(ARCHIVE))
def copy_of_backup_cut_short(estate: LabEstate) -> None:
    files = _copies(estate, copies.ARCHIVE01)
    for name, held in files.items():
        files[name] = LabFile(held.size - 1, held.written)


@fault(not_checked("BD02/Produktion"))
def copies_at_one_site(estate: LabEstate) -> None:
    for place in estate.group["locations"]:
        if "sql_backups" in place["holds"]:
            place["site"] = "Kufstein"
