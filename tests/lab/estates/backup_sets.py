"""What the backup job did: one list of sets, from which history, msdb and the share all follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

from scanner.facts.topology import DatabaseRef
from tests.lab.estates.company import BACKUP_PATH, DATABASES
from tests.lab.estates.times import QUARTER, Times, local
from tests.lab.tds.description import Row

FULL_DAYS = 14
FULL, LOG = "db", "lg"
KINDS = {FULL: ("Full", "D"), LOG: ("Log", "L")}
FIRST_SET = 48_211
FULL_SIZES = {  # bytes
    "BizTalkMgmtDb": 74_186_752,
    "BizTalkDTADb": 2_871_083_008,
    "BizTalkRuleEngineDb": 9_437_184,
    "BAMPrimaryImport": 318_767_104,
    "SSODB": 14_680_064,
    "BizTalkMsgBoxDb": 1_216_348_160,
}
LOG_SIZE = 393_216
LSN_SECOND = 1_000_000
QUARTERS_OF_AN_HOUR = 4  # backupset.time_zone of UTC+1


@dataclass(frozen=True)
class Written:
    """One file of a set. `started` is UTC; the stamp in the table is that of the set."""

    set_id: int
    kind: str
    database: DatabaseRef
    stamp: datetime
    started: datetime
    previous: datetime

    @property
    def mark(self) -> str:
        return f"BTS_{self.stamp:%Y_%m_%d_%H_%M_%S}_{self.stamp.microsecond // 1000:03d}"

    @property
    def file_name(self) -> str:
        word = KINDS[self.kind][0]
        return f"{self.database.server}_{self.database.name}_{word}_{self.mark}.bak"

    @property
    def size(self) -> int:
        if self.kind == FULL:
            return FULL_SIZES[self.database.name]
        return LOG_SIZE + self.set_id % 7 * 65_536

    @property
    def finished(self) -> datetime:
        return self.started + timedelta(seconds=19 if self.kind == FULL else 1)


def job_runs(times: Times) -> Iterator[tuple[datetime, bool]]:
    """Start of each run, and whether it was the day's first in the full backup's hour."""
    fulls = {times.newest_full_run - timedelta(days=n) for n in range(FULL_DAYS)}
    first_log = times.newest_run - timedelta(hours=times.log_hours)
    quarters = range(int((times.newest_run - first_log) / QUARTER) + 1)
    logs = {first_log + n * QUARTER for n in quarters}
    for started in sorted(fulls | logs):
        yield started, started in fulls


def written_files(times: Times) -> list[Written]:
    """Every file of every set, oldest first."""
    numbers = count(FIRST_SET)
    files: list[Written] = []
    previous = times.newest_full_run - timedelta(days=FULL_DAYS)
    for started, has_full in job_runs(times):
        if has_full:
            stamp = started + timedelta(seconds=4, milliseconds=210)
            files += _set(next(numbers), FULL, stamp, previous)
        stamp = started + timedelta(minutes=2 if has_full else 0, seconds=6, milliseconds=327)
        files += _set(next(numbers), LOG, stamp, previous)
        previous = stamp
    return files


def _set(number: int, kind: str, stamp: datetime, previous: datetime) -> Iterator[Written]:
    pause = timedelta(seconds=20 if kind == FULL else 1)
    for place, database in enumerate(DATABASES):
        begun = stamp + timedelta(milliseconds=400) + place * pause
        yield Written(number, kind, database, stamp, begun, previous)


def history_rows(files: Iterable[Written]) -> list[Row]:
    """adm_BackupHistory, in UTC as the job's default has it."""
    return [
        {
            "BackupId": 300_000 + number,
            "BackupSetId": one.set_id,
            "MarkName": one.mark if one.kind == LOG else None,
            "DatabaseName": one.database.name,
            "ServerName": one.database.server,
            "BackupFileName": one.file_name,
            "BackupFileLocation": BACKUP_PATH,
            "BackupType": one.kind,
            "BackupDateTime": one.stamp.replace(tzinfo=None),
            "SetComplete": 1,
        }
        for number, one in enumerate(files)
    ]


def next_set_id(files: Iterable[Written]) -> int:
    return max(one.set_id for one in files) + 1


def recorded_rows(files: Iterable[Written], server: str) -> tuple[list[Row], list[Row], list[Row]]:
    """backupset, backupmediafamily and logmarkhistory of one instance, which only it writes."""
    mine = [one for one in files if one.database.server == server]
    numbered = list(enumerate(mine, 7_001))
    sets = [_backup_set(number, one) for number, one in numbered]
    media = [
        {
            "media_set_id": number,
            "family_sequence_number": 1,
            "media_count": 1,
            "physical_device_name": rf"{BACKUP_PATH}\{one.file_name}",
            "device_type": 2,
            "mirror": 0,
        }
        for number, one in numbered
    ]
    marks: list[Row] = [
        {
            "database_name": one.database.name,
            "mark_name": one.mark,
            "user_name": r"ALPENFRACHT\svc-sqlagent",
            "lsn": lsn(one.stamp - timedelta(milliseconds=90)),
            "mark_time": local(one.stamp),
        }
        for one in mine
        if one.kind == LOG
    ]
    return sets, media, marks


def lsn(moment: datetime) -> Decimal:
    """Log sequence numbers that grow with time, so that every chain joins."""
    return Decimal(int(moment.timestamp() * LSN_SECOND)) * 1000


def _backup_set(number: int, one: Written) -> Row:
    is_log = one.kind == LOG
    end = one.stamp if is_log else one.finished - timedelta(seconds=1)
    return {
        "backup_set_id": number,
        "media_set_id": number,
        "position": 1,
        "name": None,
        "user_name": r"ALPENFRACHT\svc-sqlagent",
        "time_zone": QUARTERS_OF_AN_HOUR,
        "first_lsn": lsn(one.previous if is_log else one.started),
        "last_lsn": lsn(end),
        "checkpoint_lsn": lsn(one.started),
        "backup_start_date": local(one.started),
        "backup_finish_date": local(one.finished),
        "type": KINDS[one.kind][1],
        "backup_size": Decimal(one.size),
        "compressed_backup_size": Decimal(one.size),
        "database_name": one.database.name,
        "server_name": one.database.server,
        "machine_name": one.database.server,
        "recovery_model": "FULL",
        "is_copy_only": 0,
        "is_damaged": 0,
        "has_backup_checksums": 0,
        "begins_log_chain": 0,
    }
