"""How BAM's databases were backed up: in which order, from where, and what was left out."""

from datetime import timedelta

from tests.lab.estates import bam, company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults.bam import ORDER, PACKAGES, STAR_SCHEMA
from tests.lab.estates.faults.fault import fail, fault, not_checked
from tests.lab.smb.description import LabFile
from tests.lab.tds.description import Row

TRACKING = "BA08/OLAP01/BizTalkAnalysisDb"


def _group(estate: LabEstate) -> Row:
    (row,) = estate.table(company.SQL01, company.MANAGEMENT.name, "dbo.adm_Group")
    return row


@fault(fail(ORDER))
def cubes_saved_after_the_star_schema(estate: LabEstate) -> None:
    vault = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE)
    vault.files[bam.CUBES] = LabFile(6_488_064, estate.times.now - timedelta(hours=21))


@fault(fail(f"BA05/{STAR_SCHEMA}"))
def data_maintenance_ran_during_the_star_schema_backup(estate: LabEstate) -> None:
    during = estate.times.now - bam.BACKED_UP + timedelta(minutes=13)
    partitions = estate.table(company.SQL01, company.BAM.name, "dbo.bam_Metadata_Partitions")
    partitions[0]["ArchivedTime"] = bam.stored(during)


def _into_catalogue(estate: LabEstate) -> None:
    """As BizTalk Server 2020 deploys them, last a week ago."""
    changed = bam.stored(estate.times.ago(days=7))
    operations = estate.table(company.SQL01, company.BAM.name, "dbo.bam_Metadata_Operations")
    operations[0] |= {"StartTime": changed, "EndTime": changed}
    estate.table(company.SQL01, "msdb", "dbo.sysssispackages").clear()
    estate.sql[company.SQL01].databases["SSISDB"] = {}


@fault(fail(PACKAGES))
def packages_in_ssisdb_without_backup(estate: LabEstate) -> None:
    _into_catalogue(estate)


@fault(not_checked(PACKAGES))
def packages_in_ssisdb_with_backup(estate: LabEstate) -> None:
    """No fault, but whether the key of SSISDB is kept a person must say."""
    _into_catalogue(estate)
    bam.add_full(estate, "SSISDB", estate.times.now - bam.BACKED_UP)


@fault(fail(TRACKING))
def tracking_analysis_not_backed_up(estate: LabEstate) -> None:
    _group(estate).update(TrackAnalysisServerName="OLAP01", TrackAnalysisDBName="BizTalkAnalysisDb")
