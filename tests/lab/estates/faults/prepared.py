"""No faults: groups that have what the sound one lacks, and are as ready for it."""

from dataclasses import replace
from datetime import timedelta

from scanner.facts.topology import DatabaseRef
from tests.lab.estates import biztalk_hosts as kept
from tests.lab.estates import company, copies
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.bam_references import ALERTS
from tests.lab.estates.faults.fault import fail, fault, not_checked, passes
from tests.lab.estates.sql_servers import RESTORING, destination_tables
from tests.lab.estates.surroundings import surrounded
from tests.lab.smb.description import LabFile
from tests.lab.tds.description import LabTable, Row

OF_STANDARD = tuple(f"RG0{number}/{name}" for number in (2, 4) for name in kept.BIZTALK)
TO_STATE = tuple(f"RG0{number}/{name}" for number in (3, 5) for name in kept.BIZTALK)
DATABASE = DatabaseRef(company.SQL01, ALERTS)
OF_A_DATABASE = ("BD01", "BS03", "DB01", "DB02", "LS05", "PE01", "RB05", "ST06")
PAUSE = timedelta(milliseconds=300)


@fault(passes(*OF_STANDARD) | not_checked(*TO_STATE))
def group_of_standard_edition(estate: LabEstate) -> None:
    """Its script and its stores are kept; what is left, a person must say."""
    for name in kept.BIZTALK:
        registry = estate.hosts[name].registry
        for view in ("64", "32"):
            registry[view][kept.PRODUCT]["values"]["ProductEdition"] = "Standard"
        registry["64"][kept.ADDRESS_BOOK] = {"values": {}, "subkeys": ["Certificates"]}
    for place in estate.group["locations"]:
        if place["path"] == company.SECRET_PATH:
            place["holds"] = [*place["holds"], "restore_config"]
    vault = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE)
    script = LabFile(11_204, estate.times.ago(days=400))
    vault.files[f"{company.SECRET_FOLDER}/RestoreConfig.vbe"] = script


@fault(
    passes(*(f"{check}/{DATABASE.server}/{ALERTS}" for check in OF_A_DATABASE))
    | fail(f"RD01/{company.GROUP}", *(f"RD03/{name}" for name in kept.BIZTALK))
)
def alerts_backed_up(estate: LabEstate) -> None:
    """Registered since the last drill; the destination has it, SampleUpdateInfo.xml has not."""
    on = (company.SQL01, company.MANAGEMENT.name)
    others = estate.table(*on, "dbo.adm_OtherBackupDatabases")
    others.append({**others[0], "DefaultDatabaseName": ALERTS, "DatabaseName": ALERTS})
    for server in (company.SQL01, company.SQLDR01):
        estate.sql[server].databases[ALERTS] = {}
    surrounded(estate.sql)
    like = [one for one in estate.files if one.database == company.SSO]
    more = [replace(one, database=DATABASE, started=one.started + PAUSE) for one in like]
    estate.keep(sorted((*estate.files, *more), key=lambda one: (one.set_id, one.started)))
    _copy(estate)
    _ship(estate)


def _copy(estate: LabEstate) -> None:
    """As the robot does with all files."""
    for server in (company.VAULT01, copies.ARCHIVE01):
        shares = estate.file_servers[server].shares
        shares[:] = [one for one in shares if one.name != copies.COPY_SHARE]
    copies.kept({name: one.shares for name, one in estate.file_servers.items()}, estate.files)


def _ship(estate: LabEstate) -> None:
    """To the destination."""
    master = estate.sql[company.SQLDR01].databases["master"]
    shipped = destination_tables([one for one in estate.files if one.database == DATABASE])
    _rows(master["dbo.bts_LogShippingHistory"]).extend(_rows(shipped["dbo.bts_LogShippingHistory"]))
    named = {"ServerName": DATABASE.server, "DatabaseName": DATABASE.name}
    _rows(master["dbo.bts_LogShippingDatabases"]).append(named)
    _rows(master["sys.databases"]).append({"name": ALERTS, "state": RESTORING})


def _rows(table: LabTable | list[Row]) -> list[Row]:
    return table.rows if isinstance(table, LabTable) else table
