"""What msdb and the databases themselves know of the log chain: the proof, by LSNs."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class ChainBackup:
    """msdb backupset with its media: one row a device, successful backups only.

    `type`: D full, L log, I differential; F, G, P, Q are partial. `server` made the backup: a
    restore copies rows of other servers into msdb. `device_type`: 2 disk, 5 tape, 7 virtual (a
    third-party tool), 9 URL. Times are UTC by the row's own time zone. LSNs and fork GUIDs are
    None where msdb has none. Sizes in bytes.
    """

    number: int
    database: str
    server: str
    type: str
    device: str
    device_type: int
    program: str
    user: str
    started: datetime
    finished: datetime
    offset: timedelta
    created: datetime | None
    first_lsn: int | None
    last_lsn: int | None
    first_fork: str | None
    last_fork: str | None
    recovery_model: str
    is_copy_only: bool
    is_snapshot: bool
    is_damaged: bool
    has_bulk_changes: bool
    begins_log_chain: bool
    size: int
    compressed_size: int | None

    @property
    def least_file_size(self) -> int:
        """No whole file of this backup is shorter."""
        return self.size if self.compressed_size is None else self.compressed_size


@dataclass(frozen=True)
class LogMark:
    """msdb logmarkhistory: a marked transaction in the log of one database.

    `local` is server local time read as if it were UTC: the table keeps no zone.
    """

    database: str
    mark: str
    lsn: int
    local: datetime


@dataclass(frozen=True)
class Restore:
    """msdb restorehistory with the backup that was restored, where msdb still has it.

    `type`: D database, L log, V only verified. `restored` is UTC, by the offset at collection.
    """

    database: str
    restored: datetime
    type: str
    user: str
    source_server: str
    source_database: str
    size: int | None
    stop_at_mark: str | None


@dataclass(frozen=True)
class RecoveryState:
    """sys.database_recovery_status of an open database: where its next log backup begins.

    `next_log_lsn` None: it is in no log chain, whatever its recovery model is called.
    """

    database: str
    fork: str | None
    next_log_lsn: int | None
