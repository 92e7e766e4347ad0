"""How fresh a group's backups are: the newest sets that a restore could use, with their times."""

from dataclasses import dataclass
from datetime import datetime

from scanner.facts.agent_jobs import JobStep
from scanner.facts.backup_sets import BackupHistoryRow, RecordedBackup
from scanner.facts.instances import Instance
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import Facts, MissingEvidence
from scanner.model.evidence import Gap, GapReason, Target
from scanner.recovery.backup_sets import (
    FULL,
    BackupSet,
    DatabaseKey,
    backup_sets,
    newest_chain,
    newest_full,
)
from scanner.recovery.job_step import FULL as FULL_STEP
from scanner.recovery.job_step import LOG as LOG_STEP
from scanner.recovery.job_step import concerns, readable_calls
from scanner.recovery.utc_or_local import Records, TimeBase, Witnesses, by_file, settle

NEEDS = (BackupDatabase, BackupHistoryRow, Instance, JobStep, RecordedBackup)


@dataclass(frozen=True)
class DatedSet:
    """A set with the UTC moment of its stamp; `moments` are two where that is not settled."""

    set: BackupSet
    base: TimeBase
    moments: tuple[datetime, ...]

    @property
    def time(self) -> datetime | None:
        """None when it is not settled whether the stamp is UTC or local time."""
        return self.moments[0] if self.base.is_settled else None


def recorded_on(facts: Facts, on: Target) -> tuple[RecordedBackup, ...]:
    """What msdb recorded; nothing at all is no answer of a server whose databases are in sets."""
    found = facts.rows(RecordedBackup, on)
    if not found:
        gap = Gap(GapReason.UNPARSABLE, "msdb records no backup at all")
        raise MissingEvidence(gap, f"{on.id}/recorded_backups")
    return found


def key_of(facts: Facts, database: DatabaseRef) -> DatabaseKey:
    """A database's identity, whatever spelling or alias of its server was used."""
    return facts.sql(database.server).name.casefold(), database.name.casefold()


def expected_databases(facts: Facts) -> frozenset[DatabaseKey]:
    """What admv_BackupDatabases names today."""
    listed = facts.rows(BackupDatabase, facts.management)
    return frozenset(key_of(facts, one.database) for one in listed)


def all_sets(facts: Facts) -> tuple[BackupSet, ...]:
    """Every set that the history still holds, oldest first."""
    return facts.once(_sets)


def _sets(facts: Facts) -> tuple[BackupSet, ...]:
    rows = facts.rows(BackupHistoryRow, facts.management)
    return backup_sets(rows, lambda database: key_of(facts, database))


def newest_complete_full_set(facts: Facts) -> DatedSet | None:
    found = newest_full(all_sets(facts), expected_databases(facts))
    return dated(facts, found) if found else None


def newest_complete_log_set(facts: Facts) -> DatedSet | None:
    """The end of the newest chain: a complete full set, then complete log sets without a break."""
    chain = restorable_chain(facts)
    return dated(facts, chain[-1]) if chain else None


def restorable_chain(facts: Facts) -> tuple[BackupSet, ...]:
    return newest_chain(all_sets(facts), expected_databases(facts))


def partial_after(facts: Facts, found: BackupSet) -> tuple[BackupSet, tuple[str, ...]] | None:
    """The first later set of the same type that is not complete, and the databases it lacks."""
    expected = expected_databases(facts)
    later = (one for one in all_sets(facts) if one.type == found.type and one.id > found.id)
    partial = next((one for one in later if not one.is_complete(expected)), None)
    if partial is None:
        return None
    listed = facts.rows(BackupDatabase, facts.management)
    lacking = (
        one.database for one in listed if key_of(facts, one.database) not in partial.databases
    )
    return partial, tuple(one.name for one in lacking)


def dated(facts: Facts, one: BackupSet) -> DatedSet:
    """BackupDateTime is always that of the management database's server."""
    procedure = FULL_STEP if one.type == FULL else LOG_STEP
    witnesses = Witnesses(
        sets=[other for other in all_sets(facts) if other.type == one.type],
        recorded=facts.once(_recorded),
        step_is_local=step_is_local(facts, procedure),
        offset=facts.one(Instance, facts.management).offset,
    )
    base = settle(one, witnesses)
    return DatedSet(one, base, base.moments(one.stamp))


def _recorded(facts: Facts) -> Records:
    return by_file(facts.rows(RecordedBackup, facts.management))


def step_is_local(facts: Facts, procedure: str) -> bool | None:
    """@UseLocalTime where every readable step that calls the procedure agrees on it."""
    database = facts.group.management_database
    told: set[bool] = set()
    for step in facts.rows(JobStep, facts.management):
        if concerns(step, database):
            told |= {one.local_time for one in readable_calls(step) if one.procedure == procedure}
    return told.pop() if len(told) == 1 else None
