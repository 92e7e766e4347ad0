"""BAM of the firm: what is deployed, its archive, star schema and cubes, and their backups.

Each week data is archived, the cube processed, everything backed up; last two days ago.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from scanner.facts.topology import DatabaseRef
from tests.lab.estates import company
from tests.lab.estates.times import Times, local
from tests.lab.smb.description import LabFile
from tests.lab.tds.description import Row, Tables

if TYPE_CHECKING:
    from tests.lab.estates.estate import LabEstate

ARCHIVE = DatabaseRef(company.SQL01, "BAMArchive")
STAR_SCHEMA = DatabaseRef(company.SQL01, "BAMStarSchema")
ANALYSIS = DatabaseRef(company.SQL01, "BAMAnalysis")
SCOPES = {
    "ArchivingDatabase": ARCHIVE,
    "StarSchemaDatabase": STAR_SCHEMA,
    "AnalysisDatabase": ANALYSIS,
}
FOLDER = "BAM"
PATH = rf"\\{company.VAULT01}\{company.RESTORE_SHARE}\{FOLDER}"
CUBES = f"{FOLDER}/BAMAnalysis.abf"
FIRST_ID = 900_001
DEPLOYED = timedelta(days=20)
ARCHIVED = timedelta(hours=25)
PROCESSED = timedelta(hours=24)
BACKED_UP = timedelta(hours=22)
CUBES_AFTER = timedelta(minutes=8)  # the archive's backup, and before the star schema's
WEEK = timedelta(days=7)
OLAP = "FrachtUmsatz"
PACKAGES = (f"BAM_AN_{OLAP}", "BAM_DM_Frachtauftrag")


def furnish(estate: "LabEstate") -> None:
    """Into the firm as it stands."""
    server = estate.sql[company.SQL01]
    server.databases |= {ARCHIVE.name: {}, STAR_SCHEMA.name: {}}
    tables = server.databases[company.BAM.name]
    tables |= bam_tables(estate.times)
    properties = estate.table(company.SQL01, company.BAM.name, "dbo.bam_Metadata_Properties")
    properties[:] = [row for row in properties if row["Scope"] not in SCOPES]
    for scope, database in SCOPES.items():
        for name, value in (("ServerName", database.server), ("DatabaseName", database.name)):
            properties.append({"Scope": scope, "PropertyName": name, "PropertyValue": value})
    record_backups(estate)
    vault = estate.file_servers[company.VAULT01].share(company.RESTORE_SHARE)
    vault.files[CUBES] = LabFile(6_488_064, estate.times.now - BACKED_UP + CUBES_AFTER)
    estate.group["locations"].append({"path": PATH, "holds": ["bam_analysis"]})


def bam_tables(times: Times) -> Tables:
    changed = stored(times.now - DEPLOYED)
    return {
        "dbo.bam_Metadata_Activities": [
            {"ActivityName": "Frachtauftrag", "Archive": 1},
            {"ActivityName": "InterchangeAckActivity", "Archive": 0},
        ],
        "dbo.bam_Metadata_Partitions": [
            {
                "ActivityName": "Frachtauftrag",
                "InstancesTable": "bam_Frachtauftrag_7B1C",
                "ArchivingInProgress": 0,
                "ArchivedTime": stored(times.now - ARCHIVED),
            }
        ],
        "dbo.bam_Metadata_Cubes": [{"CubeName": OLAP, "CreateOlapCube": 1}],
        "dbo.bam_Metadata_AnalysisTasks": [
            {
                "CubeName": OLAP,
                "LastStartTime": stored(times.now - PROCESSED),
                "LastEndTime": stored(times.now - PROCESSED + timedelta(minutes=4)),
            }
        ],
        "dbo.bam_Metadata_Operations": [
            {"OperationID": 1, "OperationType": "Deploy", "StartTime": changed, "EndTime": changed}
        ],
    }


def stored(moment: datetime) -> datetime:
    """BAM's procedures keep UTC."""
    return moment.replace(tzinfo=None)


def record_backups(estate: "LabEstate") -> None:
    """In msdb, beside what the backup job wrote."""
    newest = estate.times.now - BACKED_UP
    for number, database in enumerate((ARCHIVE.name, STAR_SCHEMA.name, "msdb")):
        for begun in (newest - WEEK, newest):
            add_full(estate, database, begun + number * timedelta(minutes=10))
    estate.sql[company.SQL01].databases["msdb"]["dbo.sysssispackages"] = [
        {"name": name, "description": "", "createdate": local(estate.times.now - DEPLOYED)}
        for name in (*PACKAGES, "Wartungsplan")
    ]


def forget_backups(estate: "LabEstate", database: str, since: datetime) -> None:
    """As if those begun then or later had not been made."""
    rows = estate.table(company.SQL01, "msdb", "dbo.backupset")
    rows[:] = [
        row
        for row in rows
        if row["database_name"] != database or row["backup_start_date"] < local(since)
    ]


def add_full(estate: "LabEstate", database: str, begun: datetime) -> None:
    """A full backup on SQL01 of a database that the job does not know."""
    rows = estate.sql[company.SQL01].databases["msdb"]
    sets, media = rows["dbo.backupset"], rows["dbo.backupmediafamily"]
    assert isinstance(sets, list)
    assert isinstance(media, list)
    number = FIRST_ID + len(sets)
    sets.append(_backup_set(number, database, begun))
    device = rf"\\{company.FILE01}\Sicherung\{database}.bak"
    media.append(
        {
            "media_set_id": number,
            "family_sequence_number": 1,
            "media_count": 1,
            "physical_device_name": device,
            "device_type": 2,
            "mirror": 0,
        }
    )


def _backup_set(number: int, database: str, begun: datetime) -> Row:
    return {
        "backup_set_id": number,
        "media_set_id": number,
        "position": 1,
        "user_name": rf"{company.DOMAIN}\svc-sqlagent",
        "time_zone": 4,
        "backup_start_date": local(begun),
        "backup_finish_date": local(begun + timedelta(minutes=6)),
        "type": "D",
        "backup_size": Decimal(88_604_672),
        "compressed_backup_size": Decimal(88_604_672),
        "database_name": database,
        "server_name": company.SQL01,
        "machine_name": company.SQL01,
        "recovery_model": "FULL",
        "is_copy_only": 0,
        "is_damaged": 0,
        "has_backup_checksums": 0,
        "begins_log_chain": 0,
    }
