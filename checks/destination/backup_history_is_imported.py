"""The destination has imported the newest backup history.

Why it matters
--------------
The job Get Backup History copies the history of the source every minute. What it has not copied,
the destination does not restore, however many files there are. A linked server or a password that
stopped working ends the copying, and every other job there goes on looking healthy.

What is read
------------
The newest BackupSetId in bts_LogShippingHistory of each declared destination, against the sets in
adm_BackupHistory that are older than the limit. Where the table lacks the column, a person must
say. Sets that the source's own clean-up removed before they were imported are named.

How to fix
----------
Look into the history of the job Get Backup History on the destination. As a rule its account lacks
a login on the source, or the membership of BTS_BACKUP_USERS there.

Reference: Viewing the History of Restored Backups, https://learn.microsoft.com/en-us/biztalk/core/viewing-the-history-of-restored-backups
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.destination.destinations import each_destination
from checks.destination.restored_sets import from_table, set_id, sets_until, without_history
from checks.wording import count
from scanner.facts.log_shipping import LogShippingHistoryRow, LogShippingTable
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.newest import NEEDS, all_sets


@dataclass(frozen=True)
class Limits:
    max_lag: timedelta = timedelta(minutes=30)


@check(
    id="LS02",
    title="The destination imports the backup history",
    rows=("B05", "R01"),
    severity=Severity.HIGH,
    needs=(*NEEDS, LogShippingHistoryRow, LogShippingTable),
    subjects=each_destination,
    limits=Limits,
)
def backup_history_is_imported(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    return without_history(facts) or from_table(
        facts,
        subject.about,
        LogShippingHistoryRow,
        lambda rows: _imported(rows, subject.about, facts, limits),
    )


def _imported(
    rows: tuple[LogShippingHistoryRow, ...], on: Target, facts: Facts, limits: Limits
) -> Verdict:
    newest = max((set_id(one.values) for one in rows), default=0)
    behind = [one for one in sets_until(facts, limits.max_lag) if one.id > newest]
    lag = say(limits.max_lag)
    if not rows or behind:
        has = f"has set {newest} as its newest" if rows else "has imported nothing"
        return fails(
            f"{on.name} {has}; {count(len(behind), 'newer set')} of the source older than {lag}."
            + _lost(facts, newest),
            *(row for one in behind[:1] for row in one.rows[:1]),
            fix=f"Find out on {on.name} why Get Backup History does not copy, and start it.",
        )
    said = f"{on.name} has imported every set that is older than {lag}"
    return passes(f"{said}: it reaches the source.", rows[-1])


def _lost(facts: Facts, newest: int) -> str:
    """What can no longer be imported, as a sentence."""
    oldest = all_sets(facts)[0].id
    if not newest or oldest <= newest + 1:
        return ""
    return (
        f" The source no longer has sets {newest + 1} to {oldest - 1}, so a full set must follow."
    )
