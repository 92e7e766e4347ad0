"""The destination has restored the newest log sets.

Why it matters
--------------
What the destination has not restored yet must be restored in the emergency, set by set, while
everybody waits; and what cannot be restored there is found out then. A full disk and a path that
the destination does not have are the usual reasons.

What is read
------------
The set in bts_LogShippingLastRestoreSet of each declared destination, against the log sets of the
source that are older than the limit and restorable: BizTalk skips partial ones up to the next full
set, and holds the newest set back on purpose, for the mark. A restored set is also the evidence
that the destination reads the backup files: what the account of its service may read on a share,
nobody else can try.

How to fix
----------
Look into the history of the job Restore Databases on the destination: free its disks, create the
folders that the files expect there, correct the locations of the backups in
bts_LogShippingDatabases. If the chain is broken, force a full backup on the source.

Reference: Viewing the History of Restored Backups, https://learn.microsoft.com/en-us/biztalk/core/viewing-the-history-of-restored-backups
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.destination.destinations import each_destination
from checks.destination.restored_sets import from_table, last_id, sets_until, without_history
from checks.wording import count
from scanner.facts.log_shipping import LogShippingLastSet, LogShippingTable
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity
from scanner.recovery.backup_sets import LOG, BackupSet
from scanner.recovery.newest import NEEDS, restorable_chain


@dataclass(frozen=True)
class Limits:
    max_lag: timedelta = timedelta(hours=2)


@check(
    id="LS03",
    title="The destination restores the newest sets",
    rows=("B05", "R01"),
    severity=Severity.HIGH,
    needs=(*NEEDS, LogShippingLastSet, LogShippingTable),
    subjects=each_destination,
    limits=Limits,
)
def restored_sets_are_current(subject: Subject[Target], facts: Facts, limits: Limits) -> Verdict:
    return without_history(facts) or from_table(
        facts,
        subject.about,
        LogShippingLastSet,
        lambda rows: _restored(rows, subject.about, facts, limits),
    )


def _restored(
    rows: tuple[LogShippingLastSet, ...], on: Target, facts: Facts, limits: Limits
) -> Verdict:
    last = max(rows, key=lambda one: last_id(one.values), default=None)
    newest = last_id(last.values) if last else 0
    due = [one for one in _restorable(facts, limits) if one.id > newest]
    lag = say(limits.max_lag)
    if last is None or due:
        has = f"has restored set {newest} as its last" if last else "has restored no set"
        return fails(
            f"{on.name} {has}; {count(len(due), 'log set')} of the source older than {lag} "
            "not restored.",
            *([last] if last else []),
            *(row for one in due[:1] for row in one.rows[:1]),
            fix=f"Find out on {on.name} why Restore Databases does not restore, and start it.",
        )
    said = f"{on.name} has restored every log set that is older than {lag}"
    return passes(f"{said}: it reads the backup files.", last)


def _restorable(facts: Facts, limits: Limits) -> list[BackupSet]:
    """Log sets of the newest chain; every log set where no chain is whole."""
    logs = [one for one in sets_until(facts, limits.max_lag) if one.type == LOG]
    chain = {one.id for one in restorable_chain(facts)}
    return [one for one in logs if one.id in chain] if chain else logs
