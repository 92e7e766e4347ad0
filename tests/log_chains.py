"""Builders for what msdb records of marks and log backups."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from scanner.facts.backup_chain import ChainBackup, LogMark
from scanner.facts.topology import DatabaseRef
from tests import make


def mark_of(moment: datetime) -> str:
    return f"BTS_{moment:%Y_%m_%d_%H_%M_%S}_000"


def log_mark(database: DatabaseRef, moment: datetime, mark: str = "") -> LogMark:
    return LogMark(database.name, mark or mark_of(moment), 500, moment)


def log_backup(database: DatabaseRef, moment: datetime, **changes: Any) -> ChainBackup:
    """By a backup job, under the mark of that moment, done ten seconds later."""
    plain = ChainBackup(
        number=1,
        database=database.name,
        server=database.server,
        type="L",
        device=rf"{make.BACKUPS}\{database.server}_{database.name}_Log_{mark_of(moment)}.bak",
        device_type=2,
        program="Microsoft SQL Server",
        user=r"CORP\sqlagent",
        started=moment,
        finished=moment + timedelta(seconds=10),
        offset=timedelta(0),
        created=None,
        first_lsn=100,
        last_lsn=600,
        first_fork=None,
        last_fork=None,
        recovery_model="FULL",
        is_copy_only=False,
        is_snapshot=False,
        is_damaged=False,
        has_bulk_changes=False,
        begins_log_chain=False,
        size=4_096,
        compressed_size=None,
    )
    return replace(plain, **changes)
