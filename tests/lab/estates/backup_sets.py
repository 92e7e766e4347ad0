"""What the backup job did: one list of sets, from which history, msdb and the share all follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from scanner.facts.topology import DatabaseRef
from tests.lab.estates.company import BACKUP_PATH, DATABASES
from tests.lab.estates.times import KEPT_DAYS, QUARTER, Times
from tests.lab.tds.description import Row

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


@dataclass(frozen=True)
class Written:
    """One file of a set. `started` is UTC; the stamp in the table is that of the set."""

    set_id: int
    kind: str
    database: DatabaseRef
    stamp: datetime
    started: datetime

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
            return FULL_SIZES.get(self.database.name, 9_437_184)
        return LOG_SIZE + self.set_id % 7 * 65_536

    @property
    def finished(self) -> datetime:
        return self.started + timedelta(seconds=19 if self.kind == FULL else 1)


def job_runs(times: Times) -> Iterator[tuple[datetime, bool]]:
    """Start of each run, and whether it was the day's first in the full backup's hour."""
    first = times.newest_run - timedelta(hours=times.log_hours)
    fulls = {times.newest_full_run - timedelta(days=n) for n in range(KEPT_DAYS)}
    for n in range(int((times.newest_run - first) / QUARTER) + 1):
        started = first + n * QUARTER
        yield started, started in fulls


def written_files(times: Times) -> list[Written]:
    """Every file of every set, oldest first."""
    numbers = count(FIRST_SET)
    files: list[Written] = []
    for started, has_full in job_runs(times):
        if has_full:
            stamp = started + timedelta(seconds=4, milliseconds=210)
            files += _set(next(numbers), FULL, stamp)
        stamp = started + timedelta(minutes=2 if has_full else 0, seconds=6, milliseconds=327)
        files += _set(next(numbers), LOG, stamp)
    return files


def _set(number: int, kind: str, stamp: datetime) -> Iterator[Written]:
    pause = timedelta(seconds=20 if kind == FULL else 1)
    for place, database in enumerate(DATABASES):
        begun = stamp + timedelta(milliseconds=400) + place * pause
        yield Written(number, kind, database, stamp, begun)


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
