"""Who or what broke a log chain, by the traces it left in msdb; the LSNs say that it is broken."""

import re
from collections.abc import Iterator

from scanner.facts.backup_chain import ChainBackup, Restore
from scanner.model.names import bare_name
from scanner.recovery.flaws import Flaw, Why
from scanner.recovery.recorded_log import RecordedLog

LOG = "L"
BY_THE_JOB = re.compile(r".+_(full|log)_.{1,8}_\d{4}(_\d\d){5}_\d{3}\.bak")


def applies(before: ChainBackup, after: ChainBackup) -> bool:
    """Whether a log backup goes on where the backup before it ends."""
    if before.last_lsn is None or after.first_lsn is None or after.last_lsn is None:
        return False
    joins = after.first_lsn <= before.last_lsn <= after.last_lsn
    return joins and not is_other_fork(before, after)


def is_other_fork(before: ChainBackup, after: ChainBackup) -> bool:
    """A restore begins another recovery fork; a backup across it belongs to no single one."""
    forks = {before.last_fork, after.first_fork, after.last_fork} - {None}
    return len(forks) > 1


def named(log: RecordedLog, before: ChainBackup, after: ChainBackup, set_id: int) -> Flaw:
    """Why `after` does not go on from `before`."""
    if is_other_fork(before, after):
        return restored(log, before, after, set_id)
    between = [one for one in foreign_logs(log) if _lies_between(before, one, after)]
    if between:
        return made_by(Why.FOREIGN_LOG, log, between[0], set_id)
    if after.begins_log_chain or after.recovery_model != before.recovery_model:
        return made_by(Why.MODEL_CHANGED, log, None, set_id)
    return made_by(Why.LSN_GAP, log, None, set_id)


def restored(log: RecordedLog, before: ChainBackup, after: ChainBackup, set_id: int) -> Flaw:
    between = (one for one in log.restores if before.finished <= one.restored <= after.started)
    found = next(between, None)
    if found is None and before.created and after.created and before.created < after.created:
        return Flaw(Why.RECREATED, set_id, log.key, after.created)
    return restored_by(log, found, set_id)


def restored_by(log: RecordedLog, found: Restore | None, set_id: int) -> Flaw:
    if found is None:
        return Flaw(Why.RESTORED, set_id, log.key)
    return Flaw(Why.RESTORED, set_id, log.key, found.restored, found.user)


def made_by(why: Why, log: RecordedLog, backup: ChainBackup | None, set_id: int) -> Flaw:
    if backup is None:
        return Flaw(why, set_id, log.key)
    return Flaw(why, set_id, log.key, backup.finished, backup.user, backup.program, backup.device)


def foreign_logs(log: RecordedLog) -> Iterator[ChainBackup]:
    """Log backups that cut the job's chain: made here, not copy-only, not by the job."""
    for one in log.backups:
        is_log = one.type == LOG and not one.is_copy_only
        if is_log and log.made(one) and not is_of_the_job(one):
            yield one


def is_of_the_job(backup: ChainBackup) -> bool:
    """By the name that only the job's procedures give: server, database, kind and mark."""
    return BY_THE_JOB.fullmatch(bare_name(backup.device)) is not None


def _lies_between(before: ChainBackup, one: ChainBackup, after: ChainBackup) -> bool:
    if before.last_lsn is None or one.last_lsn is None or after.first_lsn is None:
        return before.finished <= one.finished <= after.started
    return before.last_lsn < one.last_lsn <= after.first_lsn
