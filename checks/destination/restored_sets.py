"""What a destination imported and restored, by set, and what it should have by now.

Nobody publishes the columns of the bts_LogShipping tables. The ones used here are those of
adm_BackupHistory, of which BizTalk's pages call the table a copy, and those that the pages name.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import TypeVar

from scanner.facts.log_shipping import (
    LogShippingDatabase,
    LogShippingHistoryRow,
    LogShippingLastSet,
    LogShippingTable,
)
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Verdict, fails, not_checked
from scanner.recovery.backup_sets import BackupSet
from scanner.recovery.newest import all_sets, dated

SET_ID, KIND, RESTORED, DATABASE = "backupsetid", "backuptype", "restored", "databasename"
DONE = "1"
TABLES: Mapping[type, str] = {
    LogShippingDatabase: "bts_LogShippingDatabases",
    LogShippingHistoryRow: "bts_LogShippingHistory",
    LogShippingLastSet: "bts_LogShippingLastRestoreSet",
}

Row = TypeVar("Row", LogShippingDatabase, LogShippingHistoryRow, LogShippingLastSet)


class UnknownColumns(Exception):
    """The table lacks a column that the answer needs."""


def from_table(
    facts: Facts, on: Target, kind: type[Row], judge: Callable[[tuple[Row, ...]], Verdict]
) -> Verdict:
    """What `judge` says of the rows. A destination without the table was never configured; a table
    of other columns is left to a person."""
    name = TABLES[kind]
    if name in lacking_tables(facts, on):
        return fails(
            f"{on.name} has no table {name}, so it is not configured for BizTalk's log shipping.",
            *facts.rows(LogShippingTable, on)[:1],
            fix=f"Configure {on.name} as a destination of {facts.group.management_database}.",
        )
    rows = facts.rows(kind, on)
    try:
        return judge(rows)
    except UnknownColumns:
        return _unpublished(on, name, rows)


def lacking_tables(facts: Facts, on: Target) -> tuple[str, ...]:
    """Those of log shipping that the destination does not have."""
    there = {one.name.casefold() for one in facts.rows(LogShippingTable, on)}
    return tuple(name for name in TABLES.values() if name.casefold() not in there)


def value(values: Mapping[str, str | None], column: str) -> str | None:
    """Of a column by its name, in any case."""
    found = [text for name, text in values.items() if name.casefold() == column]
    if not found:
        raise UnknownColumns(column)
    return found[0]


def set_id(values: Mapping[str, str | None]) -> int:
    return number(value(values, SET_ID))


def number(text: str | None) -> int:
    """A column that is there and holds no number is an answer that cannot be read."""
    if text and text.isdecimal():
        return int(text)
    gap = Gap(GapReason.UNPARSABLE, "a set without its number")
    raise MissingEvidence(gap, "bts_LogShipping tables")


def last_id(values: Mapping[str, str | None]) -> int:
    """Of the only column that is called after a set; its name is not published."""
    named = [text for name, text in values.items() if "set" in name.casefold()]
    if len(named) != 1:
        raise UnknownColumns("set")
    return number(named[0])


def by_database(
    rows: Iterable[LogShippingHistoryRow], databases: Iterable[str]
) -> dict[str, list[LogShippingHistoryRow]]:
    """The rows of each database that the destination must restore, also where there is none."""
    found: dict[str, list[LogShippingHistoryRow]] = {name.casefold(): [] for name in databases}
    for one in rows:
        mine = found.get((value(one.values, DATABASE) or "").casefold())
        if mine is not None:
            mine.append(one)
    return found


def restored_ids(rows: Iterable[LogShippingHistoryRow], kind: str = "") -> set[int]:
    """Of the sets that are restored, of one kind or of both."""
    return {
        set_id(one.values)
        for one in rows
        if value(one.values, RESTORED) == DONE and kind in ("", value(one.values, KIND))
    }


def _unpublished(on: Target, table: str, cited: Iterable[object]) -> Verdict:
    return not_checked(
        f"The table {table} on {on.name} has other columns than those that BizTalk's pages name.",
        *list(cited)[:1],
        settle=f"Compare {table} on {on.name} with adm_BackupHistory by hand.",
    )


def without_history(facts: Facts) -> Verdict | None:
    """An empty history of the source has nothing to fall behind, and proves nothing either."""
    if all_sets(facts):
        return None
    return fails(
        f"adm_BackupHistory of {facts.group.management_database} is empty: there is no set that a "
        "destination could have restored.",
        fix="Find out who emptied the table, and force a full backup.",
    )


def sets_until(facts: Facts, lag: timedelta) -> tuple[BackupSet, ...]:
    """The sets of the source that are at least so old, oldest first."""
    sets = all_sets(facts)
    newest = {one.type: one for one in sets}
    bases = {kind: dated(facts, one).base for kind, one in newest.items()}
    limit = facts.now(facts.management) - lag
    return tuple(one for one in sets if max(bases[one.type].moments(one.stamp)) <= limit)
