"""Every database of every destination has been restored to the same set.

Why it matters
--------------
Restore To Mark brings the databases up at the mark of one set, and it can do so only where all of
them have come as far. BizTalk's pages ask, before it is started, that the most recent log set
restored is the same on all servers of the destination. Where one lags and its files are gone by
then, the group comes up with databases of different times: messages twice, or never.

What is read
------------
bts_LogShippingHistory of every declared destination: for each database that it must restore, the
newest restored set; and the log sets of the source that hold it, from there to the set that any
database has come to. Sets that are younger than the limit can still be under way, so they do not
count.

How to fix
----------
On the destination that lags, start the job Restore Databases, and look into its history. When it
lacks the files of a set, force a full backup on the source.

Reference: How to Restore Your Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-restore-your-databases
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from checks.destination.destinations import declared, each_destination, to_restore
from checks.destination.restored_sets import (
    by_database,
    from_table,
    restored_ids,
    sets_until,
    without_history,
)
from checks.wording import count, listed
from scanner.facts.instances import Database
from scanner.facts.log_shipping import LogShippingHistoryRow, LogShippingTable
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_sets import LOG, BackupSet
from scanner.recovery.newest import NEEDS


@dataclass(frozen=True)
class Limits:
    under_way: timedelta = timedelta(hours=1)


@check(
    id="LS10",
    title="All destinations are on the same set",
    rows=("B05", "R01"),
    severity=Severity.CRITICAL,
    needs=(*NEEDS, Database, LogShippingHistoryRow, LogShippingTable),
    subjects=each_destination,
    limits=Limits,
)
def destinations_are_on_one_set(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    return without_history(facts) or from_table(
        facts,
        subject.about,
        LogShippingHistoryRow,
        lambda rows: _compared(rows, subject.about, facts, limits),
    )


def _compared(
    rows: tuple[LogShippingHistoryRow, ...], on: Target, facts: Facts, limits: Limits
) -> Verdict:
    reached = {one: _reached(facts, one) for one in declared(facts)}
    nothing = [one for one, own in reached.items() if not any(own.values())]
    if nothing:
        names = listed(one.name for one in nothing)
        return fails(f"{names} has restored no set.", *rows[-1:], fix=_start(nothing[0]))
    highest = max(number for own in reached.values() for number in own.values())
    due = [one for one in sets_until(facts, limits.under_way) if one.type == LOG]
    lacking = _lacking(reached[on], [one for one in due if one.id <= highest])
    if lacking:
        ids = {number for found in lacking.values() for number in found}
        return fails(
            f"Others have come to set {highest}; of {listed(lacking)}, {on.name} lacks "
            f"{count(len(ids), 'log set')} older than {say(limits.under_way)}, from {min(ids)}.",
            *rows[-1:],
            fix=_start(on),
        )
    return passes(f"{on.name} has come as far as every other, to set {highest}.", *rows[-1:])


def _lacking(reached: Mapping[str, int], due: Sequence[BackupSet]) -> dict[str, list[int]]:
    """By database, the sets that hold it and that it has not come to."""
    found = {
        name: [one.id for one in due if one.id > last and name in {key[1] for key in one.databases}]
        for name, last in reached.items()
    }
    return {name: ids for name, ids in found.items() if ids}


def _reached(facts: Facts, on: Target) -> dict[str, int]:
    """The newest restored set of each database that this destination must restore; 0 for none."""
    names = [one.database.name for one in to_restore(facts, on)]
    own = by_database(facts.rows(LogShippingHistoryRow, on), names)
    return {name: max(restored_ids(rows), default=0) for name, rows in own.items()}


def _start(on: Target) -> str:
    return f"On {on.name}, start Restore Databases, and read its history if it does not catch up."
