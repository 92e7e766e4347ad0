"""A group whose backups lie in one folder, for the checks of its disk."""

from collections.abc import Iterable
from typing import Any

from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.storage import FreeSpace
from scanner.model.check import Check
from scanner.model.finding import Verdict
from tests import make

GIGABYTE = 10**9
ROWS = (
    *make.backup_set(1, make.MANAGEMENT, make.SSO, type="db", stamp=make.ago(days=8)),
    *make.backup_set(2, make.MANAGEMENT, make.SSO, type="db", stamp=make.ago(days=4)),
    *make.backup_set(3, make.MANAGEMENT, make.SSO, stamp=make.ago(days=3)),
)


def space(free: int | None, place: str = make.BACKUPS, *, exists: bool = True) -> FreeSpace:
    return FreeSpace(place, exists, free, None if free is None else 2 * free)


def recorded(rows: Iterable[BackupHistoryRow] = ROWS, size: int = GIGABYTE) -> tuple[object, ...]:
    return tuple(make.recorded(row, compressed_size=size) for row in rows)


def files(rows: Iterable[BackupHistoryRow] = ROWS, size: int = GIGABYTE) -> Iterable[object]:
    """As old as their sets."""
    for row in rows:
        yield make.stored_file(row.path, make.BACKUPS, size=size, written=row.stamp)


def judge(
    check: Check, of_sql: Iterable[object], of_share: Iterable[object], **more: Any
) -> Verdict:
    sql = make.sql("SQL01", make.instance(), *ROWS, *of_sql)
    share = make.share(make.BACKUPS, make.folder(make.BACKUPS), *of_share)
    return make.verdict(check, make.facts(sql, share), **more)
