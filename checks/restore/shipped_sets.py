"""What log shipping says of restores where msdb's restore history no longer reaches back.

Its history tells which sets were restored, by the columns that BizTalk's pages name. It follows the
backups without coming to a mark, and of Restore To Mark nothing is published: it proves no drill.
"""

from collections.abc import Collection

from checks.destination.destinations import declared
from checks.destination.restored_sets import (
    DATABASE,
    DONE,
    RESTORED,
    TABLES,
    UnknownColumns,
    lacking_tables,
    set_id,
    value,
)
from scanner.facts.log_shipping import LogShippingHistoryRow
from scanner.model.check import Facts


def shipped(facts: Facts, wanted: Collection[str]) -> tuple[str, tuple[LogShippingHistoryRow, ...]]:
    """The newest set that was restored for every wanted database, as a sentence with its rows."""
    try:
        sets = _restored(facts)
    except UnknownColumns:
        return "", ()
    whole = [number for number, rows in sets.items() if set(wanted) <= rows.keys()]
    if not whole:
        return "", ()
    said = (
        f"By the history of log shipping, {max(whole)} is the newest set that was restored for "
        "every database; that they ever came to one mark it does not tell."
    )
    return said, tuple(sets[max(whole)][name] for name in sorted(wanted))


def _restored(facts: Facts) -> dict[int, dict[str, LogShippingHistoryRow]]:
    """By set and database, on all destinations together: they may share the databases."""
    found: dict[int, dict[str, LogShippingHistoryRow]] = {}
    for on in declared(facts):
        there = TABLES[LogShippingHistoryRow] not in lacking_tables(facts, on)
        for row in facts.rows(LogShippingHistoryRow, on) if there else ():
            name = (value(row.values, DATABASE) or "").casefold()
            if value(row.values, RESTORED) == DONE:
                found.setdefault(set_id(row.values), {})[name] = row
    return found
