"""The destination has left out no log set since the last full set that it restored.

Why it matters
--------------
A log set that was not restored on every database leaves the databases of the destination in
different states. BizTalk's pages call such a destination not stable until a full set has been
restored after the gap: a restore to a mark would then bring messages up twice or never.

What is read
------------
bts_LogShippingHistory of each declared destination, for each database that it must restore: the log
sets after its last restored full set, or after its oldest restored set where no full is kept, up to
the last set that the destination restored of any database. Sets that the source has and the
destination lacks count. Several destinations can share the databases: then those count that are
there.

How to fix
----------
Run sp_ForceFullBackup in the management database and start the backup job; let the destination
restore the new full set.

Reference: Gaps in the Restore Process, https://learn.microsoft.com/en-us/biztalk/core/gaps-in-the-restore-process
"""

from collections.abc import Iterable, Mapping

from checks.destination.destinations import each_destination, to_restore
from checks.destination.restored_sets import (
    KIND,
    by_database,
    from_table,
    restored_ids,
    set_id,
    value,
)
from checks.wording import count, listed
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Database
from scanner.facts.log_shipping import LogShippingHistoryRow, LogShippingTable
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_sets import FULL, LOG
from scanner.recovery.newest import key_of

Rows = Iterable[LogShippingHistoryRow]


@check(
    id="LS04",
    title="The destination has left out no set",
    rows=("B05",),
    severity=Severity.HIGH,
    needs=(BackupDatabase, BackupHistoryRow, Database, LogShippingHistoryRow, LogShippingTable),
    subjects=each_destination,
)
def restored_sets_have_no_gap(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    on = subject.about
    return from_table(facts, on, LogShippingHistoryRow, lambda rows: _whole(rows, on, facts))


def _whole(rows: tuple[LogShippingHistoryRow, ...], on: Target, facts: Facts) -> Verdict:
    again = f"Force a full backup in {facts.group.management_database}, and let {on.name} restore."
    mine = by_database(rows, [one.database.name for one in to_restore(facts, on)])
    last = max((number for own in mine.values() for number in restored_ids(own)), default=0)
    if not last:
        return fails(f"{on.name} has restored no set.", *rows[-1:], fix=again)
    gaps = _gaps(mine, _source_logs(facts), last)
    if gaps:
        said = listed(f"{number} ({listed(names)})" for number, names in sorted(gaps.items()))
        return fails(
            f"{on.name} has restored up to set {last}, but not whole: {said}.",
            *[one for one in rows if set_id(one.values) in list(gaps)[:3]],
            fix=again,
        )
    return passes(
        f"{on.name} has restored {count(len(mine), 'database')} without a gap up to set {last}.",
        rows[0],
        rows[-1],
    )


def _source_logs(facts: Facts) -> dict[str, set[int]]:
    """The ids of the log sets that hold each database."""
    found: dict[str, set[int]] = {}
    for one in facts.rows(BackupHistoryRow, facts.management):
        if one.type == LOG:
            found.setdefault(key_of(facts, one.database)[1], set()).add(one.set_id)
    return found


def _gaps(
    mine: Mapping[str, Rows], source: Mapping[str, set[int]], last: int
) -> dict[int, list[str]]:
    """By set, the databases that it was not restored of."""
    gaps: dict[int, list[str]] = {}
    for name, own in mine.items():
        done, fulls = restored_ids(own), restored_ids(own, FULL)
        first = max(fulls, default=min(done, default=0))
        logs = {set_id(one.values) for one in own if value(one.values, KIND) == LOG}
        for number in (logs | source.get(name, set())) - done:
            if first < number <= last:
                gaps.setdefault(number, []).append(name)
    return gaps
