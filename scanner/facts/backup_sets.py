"""What the backup job believes it did (BizTalkMgmtDb), and what msdb recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scanner.facts.topology import DatabaseRef


@dataclass(frozen=True)
class BackupHistoryRow:
    """adm_BackupHistory. `type` is 'db' (full) or 'lg' (log).

    `stamp` is BackupDateTime read as if it were UTC: whether it is UTC or local time must be
    settled against msdb (`scanner.recovery.utc_or_local`) before it may be used as a time.
    `database.server` is empty where the table has NULL.
    """

    set_id: int
    mark: str | None
    database: DatabaseRef
    file_name: str
    location: str
    type: str
    stamp: datetime
    set_complete: bool

    @property
    def path(self) -> str:
        return self.location.rstrip("\\/") + "\\" + self.file_name


@dataclass(frozen=True)
class BackupSettings:
    """adm_BackupSettings, one row."""

    compression: bool
    force_full: bool


@dataclass(frozen=True)
class NextBackupSet:
    """adm_BackupSetId, one row: the id that the next set will take."""

    next_id: int


@dataclass(frozen=True)
class RecordedBackup:
    """msdb backupset with its media family: one row a device, successful backups only.

    `type`: D full, L log, I differential; F, G, P, Q are partial. Times are UTC,
    converted with the row's own time zone (with the offset at collection where that is unknown).
    Sizes in bytes.
    """

    database: str
    type: str
    device: str
    started: datetime
    finished: datetime
    offset: timedelta
    is_copy_only: bool
    size: int
    compressed_size: int | None

    @property
    def least_file_size(self) -> int:
        """No whole file of this backup is shorter."""
        return self.size if self.compressed_size is None else self.compressed_size
