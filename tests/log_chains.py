"""Builders for what msdb records of marks."""

from datetime import datetime

from scanner.facts.backup_chain import LogMark
from scanner.facts.topology import DatabaseRef


def mark_of(moment: datetime) -> str:
    return f"BTS_{moment:%Y_%m_%d_%H_%M_%S}_000"


def log_mark(database: DatabaseRef, moment: datetime, mark: str = "") -> LogMark:
    return LogMark(database.name, mark or mark_of(moment), 500, moment)
