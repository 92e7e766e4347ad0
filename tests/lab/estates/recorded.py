"""What SQL Server itself knows of backups: msdb's tables and the state of each database's log.

Log sequence numbers grow with time, so that the chain of every database joins.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import NAMESPACE_DNS, UUID, uuid5

from scanner.facts.topology import DatabaseRef
from tests.lab.estates import company
from tests.lab.estates.backup_sets import FULL, KINDS, LOG, Written
from tests.lab.estates.encryption import family
from tests.lab.estates.times import QUARTER, local
from tests.lab.tds.description import Row, Tables

FIRST_SET = 7_001
UNCOMPRESSED = 3  # times what is written
LSN_SECOND = 1_000_000_000
QUARTERS_OF_AN_HOUR = 4  # backupset.time_zone of UTC+1
ENGINE_ACCOUNT = rf"{company.DOMAIN}\svc-sqlagent"
CREATED = datetime(2023, 5, 11, 9, 20)  # noqa: DTZ001 - what SQL Server stores has no zone
SYSTEM_DATABASES = 4
RESTORED_FILES = 96


def lsn(moment: datetime) -> Decimal:
    return Decimal(int(moment.timestamp() * LSN_SECOND))


def recorded_tables(files: Iterable[Written], server: str) -> Tables:
    """msdb of one instance, which records what that instance wrote and nothing else."""
    mine = [one for one in files if one.database.server == server]
    marks = [one for one in mine if one.kind == LOG]
    return {**_media_tables(mine), "dbo.logmarkhistory": [_mark(one) for one in marks]}


def restored_tables(files: Iterable[Written]) -> Tables:
    """msdb of the destination: a restore copies the backup's row, and notes itself."""
    logs = [one for one in files if one.kind == LOG][-RESTORED_FILES:]
    restores = [
        {
            "restore_history_id": number,
            "restore_date": local(one.finished + timedelta(seconds=70)),
            "destination_database_name": one.database.name,
            "user_name": ENGINE_ACCOUNT,
            "backup_set_id": number,
            "restore_type": "L",
            "recovery": 0,
        }
        for number, one in enumerate(logs, FIRST_SET)
    ]
    return {**_media_tables(logs), "dbo.restorehistory": restores}


def recovery_rows(files: Iterable[Written], databases: Sequence[str]) -> list[Row]:
    """sys.database_recovery_status; `databases` in the order of their ids."""
    ends = {one.database.name: lsn(one.stamp) for one in files if one.kind == LOG}
    return [
        {
            "database_id": number,
            "database_guid": _guid(name, "database"),
            "family_guid": family(name),
            "recovery_fork_guid": _guid(name, "fork"),
            "first_recovery_fork_guid": None,
            "last_log_backup_lsn": ends.get(name),
        }
        for number, name in enumerate(databases, SYSTEM_DATABASES + 1)
    ]


def _guid(database: str, part: str) -> UUID:
    return uuid5(NAMESPACE_DNS, f"{part}.{database}.{company.DNS_DOMAIN}")


def _media_tables(files: Sequence[Written]) -> Tables:
    numbered = list(enumerate(files, FIRST_SET))
    return {
        "dbo.backupset": _backup_sets(files),
        "dbo.backupmediaset": [
            {"media_set_id": number, "software_name": "Microsoft SQL Server"}
            for number, _ in numbered
        ],
        "dbo.backupmediafamily": [
            {
                "media_set_id": number,
                "family_sequence_number": 1,
                "media_count": 1,
                "physical_device_name": rf"{company.BACKUP_PATH}\{one.file_name}",
                "device_type": 2,
                "mirror": 0,
            }
            for number, one in numbered
        ],
    }


def _mark(one: Written) -> Row:
    """The transaction is marked just before its log is backed up."""
    return {
        "database_name": one.database.name,
        "mark_name": one.mark,
        "user_name": ENGINE_ACCOUNT,
        "lsn": lsn(one.stamp - timedelta(milliseconds=90)),
        "mark_time": local(one.stamp),
    }


def _backup_sets(files: Iterable[Written]) -> list[Row]:
    ends: dict[DatabaseRef, Decimal] = {}
    rows = []
    for number, one in enumerate(files, FIRST_SET):
        first, last = _span(one, ends)
        if one.kind == LOG:
            ends[one.database] = last
        rows.append(_backup_set(number, one, first, last))
    return rows


def _span(one: Written, ends: dict[DatabaseRef, Decimal]) -> tuple[Decimal, Decimal]:
    """A log backup begins where the one before it ended."""
    if one.kind == LOG:
        return ends.get(one.database, lsn(one.stamp - QUARTER)), lsn(one.stamp)
    return lsn(one.started), lsn(one.finished - timedelta(seconds=1))


def _backup_set(number: int, one: Written, first: Decimal, last: Decimal) -> Row:
    fork = _guid(one.database.name, "fork")
    return {
        "backup_set_id": number,
        "media_set_id": number,
        "position": 1,
        "user_name": ENGINE_ACCOUNT,
        "time_zone": QUARTERS_OF_AN_HOUR,
        "first_lsn": first,
        "last_lsn": last,
        "checkpoint_lsn": first,
        "database_creation_date": CREATED,
        "backup_start_date": local(one.started),
        "backup_finish_date": local(one.finished),
        "type": KINDS[one.kind][1],
        "backup_size": Decimal(one.size * UNCOMPRESSED if one.kind == FULL else one.size),
        "compressed_backup_size": Decimal(one.size),
        "database_name": one.database.name,
        "server_name": one.database.server,
        "machine_name": one.database.server,
        "recovery_model": "FULL",
        "has_bulk_logged_data": 0,
        "is_snapshot": 0,
        "is_copy_only": 0,
        "is_damaged": 0,
        "has_backup_checksums": 1,
        "begins_log_chain": 0,
        "first_recovery_fork_guid": fork,
        "last_recovery_fork_guid": fork,
        "database_guid": _guid(one.database.name, "database"),
        "family_guid": _guid(one.database.name, "family"),
    }
