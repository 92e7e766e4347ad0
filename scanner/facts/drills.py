"""What a SQL Server instance restored, and what a kept result says of a drill."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class NewestRestore:
    """The newest row of msdb.dbo.restorehistory for a database and a type of restore.

    `type`: D full, L log, I differential, F file, G filegroup, V verify only. `to_mark` when it
    stopped at a mark. `restored` is converted with the offset in force at collection.
    """

    database: str
    type: str
    to_mark: bool
    restored: datetime


@dataclass(frozen=True)
class MarkedRestore:
    """The newest restore of a database to a mark, by msdb.dbo.restorehistory.

    `database` is the name of what was backed up, where msdb still knows the backup. `oldest` is the
    oldest restore of any kind that the history still holds, None when it holds none. Where nothing
    was restored to a mark there is one row that tells `oldest` alone.
    """

    database: str
    mark: str
    restored: datetime | None
    oldest: datetime | None


@dataclass(frozen=True)
class DrillResult:
    """One database in the newest result of dbatools' Test-DbaLastBackup that a folder keeps.

    `written` is when the file was, by its server. `restore_result` is Success, or why not;
    `dbcc_result` empty where no DBCC was asked for. `restore_started` and `restore_ended` are the
    earliest moments that the file can mean; None where nothing was restored.
    """

    path: str
    sha256: str
    written: datetime
    source_server: str
    test_server: str
    database: str
    file_exists: bool
    restore_result: str
    dbcc_result: str
    restore_started: datetime | None
    restore_ended: datetime | None
