"""The destination has left out no log set since the last full set that it restored.

Why it matters
--------------
A log set that was not restored on every database leaves the databases of the destination in
different states. BizTalk's pages call such a destination not stable until a full set has been
restored after the gap: a restore to a mark would then bring messages up twice or never.

What is read
------------
bts_LogShippingHistory of each declared destination: the log sets after the last restored full set,
or after the oldest restored set where no full is kept, up to the last restored one. Each must be
there and restored on every database. Sets that the source has and the destination lacks count.

How to fix
----------
Run sp_ForceFullBackup in the management database and start the backup job; let the destination
restore the new full set.

Reference: Gaps in the Restore Process, https://learn.microsoft.com/en-us/biztalk/core/gaps-in-the-restore-process
"""

from collections.abc import Iterable

from checks.destination.destinations import each_destination
from checks.destination.restored_sets import (
    KIND,
    RESTORED,
    UnknownColumns,
    set_id,
    unpublished,
    value,
)
from checks.wording import listed
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.log_shipping import LogShippingHistoryRow
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_sets import FULL, LOG

DONE = "1"


@check(
    id="LS04",
    title="The destination has left out no set",
    rows=("B05",),
    severity=Severity.HIGH,
    needs=(BackupHistoryRow, LogShippingHistoryRow),
    subjects=each_destination,
)
def restored_sets_have_no_gap(subject: Subject[Target], facts: Facts, _limits: NoLimits) -> Verdict:
    on = subject.about
    rows = facts.rows(LogShippingHistoryRow, on)
    source = {
        one.set_id for one in facts.rows(BackupHistoryRow, facts.management) if one.type == LOG
    }
    try:
        span = _restored_span(rows)
        gaps = _gaps(rows, source, span)
    except UnknownColumns:
        return unpublished(on, "bts_LogShippingHistory", rows)
    again = f"Force a full backup in {facts.group.management_database}, and let {on.name} restore."
    if span is None:
        return fails(f"{on.name} has restored no set.", *rows[-1:], fix=again)
    first, last = span
    if gaps:
        numbers = listed(map(str, gaps))
        said = f"{on.name} has restored up to set {last}, but not whole: {numbers}."
        cited = [one for one in rows if set_id(one.values) in gaps[:3]]
        return fails(said, *cited, fix=again)
    said = f"{on.name} has restored every log set from {first} to {last}."
    return passes(said, rows[0], rows[-1])


def _restored_span(rows: Iterable[LogShippingHistoryRow]) -> tuple[int, int] | None:
    """The last restored full set, else the first restored set; and the last restored set."""
    done = [one for one in rows if value(one.values, RESTORED) == DONE]
    ids = [set_id(one.values) for one in done]
    fulls = [set_id(one.values) for one in done if value(one.values, KIND) == FULL]
    return (max(fulls, default=min(ids)), max(ids)) if ids else None


def _gaps(
    rows: Iterable[LogShippingHistoryRow], source: set[int], span: tuple[int, int] | None
) -> list[int]:
    if span is None:
        return []
    first, last = span
    logs = [one for one in rows if value(one.values, KIND) == LOG]
    known = {set_id(one.values) for one in logs}
    partial = {set_id(one.values) for one in logs if value(one.values, RESTORED) != DONE}
    return sorted(one for one in (source - known) | partial if first < one <= last)
