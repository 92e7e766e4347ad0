"""Whether the next log set will go on from what is there: what happened since the newest set."""

from collections.abc import Iterable, Iterator

from scanner.facts.backup_chain import ChainBackup, RecoveryState
from scanner.recovery.chain import Chains
from scanner.recovery.culprit import LOG, foreign_logs, is_of_the_job, made_by, restored_by
from scanner.recovery.flaws import Flaw, Why
from scanner.recovery.history import History
from scanner.recovery.recorded_log import RecordedLog
from scanner.recovery.sound import Eyes

FULL = "D"
AFTER_THE_NEWEST = 0


def tail_flaws(history: History) -> tuple[Flaw, ...]:
    """At most one a database. Empty for one that was never backed up: it has no chain to lose."""
    usable = [walk.full for walk in Chains(history, Eyes()).walks]
    return tuple(
        flaw
        for key, log in history.recorded.items()
        if (newest := _newest_of_the_job(log, [one.members[key].backup for one in usable]))
        for flaw in _of(log, newest)
    )


def _of(log: RecordedLog, newest: ChainBackup) -> Iterator[Flaw]:
    if log.is_simple:
        yield made_by(Why.MODEL_CHANGED, log, None, AFTER_THE_NEWEST)
    elif log.state and _is_forked(log.state, newest):
        since = (one for one in log.restores if one.restored >= newest.finished)
        yield restored_by(log, next(since, None), AFTER_THE_NEWEST)
    elif log.state and log.state.next_log_lsn is None and newest.type == LOG:
        yield made_by(Why.MODEL_CHANGED, log, None, AFTER_THE_NEWEST)
    elif found := _foreign_after(log, newest):
        yield made_by(Why.FOREIGN_LOG, log, found, AFTER_THE_NEWEST)
    elif log.state and _is_begun_anew(log, log.state, newest):
        yield made_by(Why.MODEL_CHANGED, log, None, AFTER_THE_NEWEST)


def _newest_of_the_job(log: RecordedLog, fulls: Iterable[ChainBackup | None]) -> ChainBackup | None:
    """Where the chain stands: after the last log backup, or at a later full one that is usable."""
    mine = [one for one in log.backups if one.type == LOG and is_of_the_job(one)]
    mine += [one for one in fulls if one]
    return max(mine, key=lambda one: (one.finished, one.last_lsn or 0), default=None)


def _is_forked(state: RecoveryState, newest: ChainBackup) -> bool:
    return None not in (state.fork, newest.last_fork) and state.fork != newest.last_fork


def _foreign_after(log: RecordedLog, newest: ChainBackup) -> ChainBackup | None:
    """Only one that took log records away with it."""
    end = newest.last_lsn or 0
    later = (one for one in foreign_logs(log) if one.finished >= newest.finished)
    return next((one for one in later if (one.last_lsn or 0) > end), None)


def _is_begun_anew(log: RecordedLog, state: RecoveryState, newest: ChainBackup) -> bool:
    """Somebody's full backup began another log chain, so the old one was cut before it.

    The place of the next log backup alone would not tell: the job may have run since msdb was read.
    """
    begins, end = state.next_log_lsn or 0, newest.last_lsn or 0
    later = (one for one in log.backups if one.type == FULL and one.finished > newest.finished)
    return begins > end > 0 and any(
        (one.first_lsn or 0) <= begins <= (one.last_lsn or 0) for one in later
    )
