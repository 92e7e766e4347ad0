"""What a destination imported and restored, by set, and what it should have by now.

Nobody publishes the columns of the bts_LogShipping tables. The ones used here are those of
adm_BackupHistory, of which BizTalk's pages call the table a copy, and `Restored`, which they name.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from scanner.facts.log_shipping import LogShippingHistoryRow, LogShippingLastSet
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target
from scanner.model.finding import Verdict, fails, not_checked
from scanner.recovery.backup_sets import BackupSet
from scanner.recovery.newest import all_sets, dated

SET_ID, KIND, RESTORED = "backupsetid", "backuptype", "restored"


class UnknownColumns(Exception):
    """The table lacks a column that the answer needs."""


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


def imported_ids(facts: Facts, on: Target) -> set[int]:
    return {set_id(one.values) for one in facts.rows(LogShippingHistoryRow, on)}


def last_restored(facts: Facts, on: Target) -> LogShippingLastSet | None:
    """The row of the newest set; its column's name is not published, but it holds a set's id."""
    rows = facts.rows(LogShippingLastSet, on)
    return max(rows, key=lambda one: last_id(one.values), default=None)


def last_id(values: Mapping[str, str | None]) -> int:
    """Of the only column that is called after a set."""
    named = [text for name, text in values.items() if "set" in name.casefold()]
    if len(named) != 1:
        raise UnknownColumns("set")
    return number(named[0])


def unpublished(on: Target, table: str, cited: Iterable[object]) -> Verdict:
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
