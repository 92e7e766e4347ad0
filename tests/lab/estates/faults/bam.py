"""BAM's own databases: not backed up, backed up too early, or where nobody looks."""

from datetime import timedelta

from tests.lab.estates import bam, company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.fault import Causes, error, fail, fault, not_checked
from tests.lab.tds.description import Row

ARCHIVE, STAR_SCHEMA = "SQL01/BAMArchive", "SQL01/BAMStarSchema"
CUBES = "BA03/SQL01/BAMAnalysis"
ORDER = f"BA07/{STAR_SCHEMA}"
PACKAGES = "BA06/SQL01/msdb"
UNNAMED = tuple(f"BA0{number}/Produktion" for number in (1, 2, 3, 4, 5, 7))
UNKNOWN = (*UNNAMED, "BA06/Produktion")  # packages are found without BAM's properties
OF_ARCHIVE = ("BA01", "BA02", "BA04", "BA05")
WITH_AGES = (f"BA01/{ARCHIVE}", f"BA01/{STAR_SCHEMA}", CUBES)
WITH_SETS = (f"BA02/{ARCHIVE}", f"BA02/{STAR_SCHEMA}")


def _table(estate: LabEstate, name: str) -> list[Row]:
    return estate.table(company.SQL01, company.BAM.name, f"dbo.bam_Metadata_{name}")


@fault(fail(*WITH_AGES, *WITH_SETS, PACKAGES, ORDER))
def bam_changed_after_backups(estate: LabEstate) -> None:
    changed = bam.stored(estate.times.ago(hours=10))
    row = {"OperationID": 2, "OperationType": "Update", "StartTime": changed, "EndTime": None}
    _table(estate, "Operations").append(row)


@fault(fail(*(f"{check}/{STAR_SCHEMA}" for check in ("BA01", "BA02", "BA05", "BA07"))))
def star_schema_never_backed_up(estate: LabEstate) -> None:
    bam.forget_backups(estate, bam.STAR_SCHEMA.name, estate.times.ago(days=30))


@fault(fail(f"BA01/{STAR_SCHEMA}", ORDER))
def star_schema_backup_older_than_cube(estate: LabEstate) -> None:
    bam.forget_backups(estate, bam.STAR_SCHEMA.name, estate.times.ago(days=5))


@fault(fail(f"BA04/{ARCHIVE}"))
def archived_data_in_no_backup(estate: LabEstate) -> None:
    bam.forget_backups(estate, bam.ARCHIVE.name, estate.times.ago(days=5))


@fault(fail(f"BA02/{ARCHIVE}", ORDER))
def bam_backup_newer_than_every_log_set(estate: LabEstate) -> None:
    """The only one of the archive ended after the newest log set began."""
    bam.forget_backups(estate, bam.ARCHIVE.name, estate.times.ago(days=30))
    begun = max(one.finished for one in estate.files) - timedelta(minutes=5)
    bam.add_full(estate, bam.ARCHIVE.name, begun)


@fault(fail(f"BA05/{ARCHIVE}", f"BA05/{STAR_SCHEMA}"))
def cube_still_running(estate: LabEstate) -> None:
    """Or its package was cut off: begun before the backups, not ended since."""
    for row in _table(estate, "AnalysisTasks"):
        row["LastEndTime"] = None


@fault(fail(CUBES, ORDER))
def cubes_not_saved(estate: LabEstate) -> None:
    del estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE).files[bam.CUBES]


@fault(not_checked(CUBES, ORDER))
def no_place_for_cubes_declared(estate: LabEstate) -> None:
    places = estate.group["locations"]
    estate.group["locations"] = [one for one in places if one["path"] != bam.PATH]


@fault(error(*UNKNOWN, "RB03/Produktion", "RB04/Produktion"))
def bam_deployments_denied(estate: LabEstate) -> None:
    login = estate.sql[company.SQL01].logins[company.SQL_USER]
    login.denied |= {"BAMPrimaryImport.dbo.bam_Metadata_Operations"}


@fault(
    error(*(f"{check}/DWH01/BAMArchive" for check in OF_ARCHIVE), ORDER, "CL01/DWH01", "PE05/DWH01")
)
def archive_on_a_server_out_of_reach(estate: LabEstate) -> None:
    for row in _table(estate, "Properties"):
        if row["Scope"] == "ArchivingDatabase" and row["PropertyName"] == "ServerName":
            row["PropertyValue"] = "DWH01"


NAMELESS: Causes = not_checked(*(f"{check}/BAM archive" for check in OF_ARCHIVE))


@fault(NAMELESS)
def archive_not_named(estate: LabEstate) -> None:
    rows = _table(estate, "Properties")
    rows[:] = [row for row in rows if row["Scope"] != "ArchivingDatabase"]


@fault({f"BA04/{ARCHIVE}": "not_applicable"})
def nothing_archived_yet(estate: LabEstate) -> None:
    """No fault."""
    _table(estate, "Partitions").clear()


@fault(fail(PACKAGES))
def packages_not_backed_up_since_deployment(estate: LabEstate) -> None:
    """All else was, a week later."""
    changed = bam.stored(estate.times.ago(days=7))
    _table(estate, "Operations")[0] |= {"StartTime": changed, "EndTime": changed}
    bam.forget_backups(estate, "msdb", estate.times.ago(days=5))


@fault(not_checked(PACKAGES))
def packages_not_in_msdb(estate: LabEstate) -> None:
    """BizTalk Server 2020 keeps them in SSISDB."""
    estate.table(company.SQL01, "msdb", "dbo.sysssispackages").clear()
