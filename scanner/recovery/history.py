"""Everything that is known of a group's backups, put together: sets, msdb's proof, marks, files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scanner.facts.agent_jobs import AgentJob, JobActivity, JobStep
from scanner.facts.availability import AvailabilityReplica
from scanner.facts.backup_chain import ChainBackup, LogMark, RecoveryState, Restore
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import BackupHistoryRow, NextBackupSet
from scanner.facts.instances import Database, Instance
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts
from scanner.model.estate import HostRole
from scanner.model.names import bare_name, host_name
from scanner.recovery.backup_job import is_running
from scanner.recovery.backup_sets import FULL, LOG, BackupSet, DatabaseKey, holes
from scanner.recovery.copies import Copies, Found
from scanner.recovery.newest import all_sets, key_of
from scanner.recovery.recorded_log import RecordedLog, recorded_logs
from scanner.recovery.set_times import Proof, SetTimes, spans

NEEDS = (
    AgentJob,
    AvailabilityReplica,
    BackupDatabase,
    BackupHistoryRow,
    ChainBackup,
    Database,
    Instance,
    JobActivity,
    JobStep,
    LogMark,
    NextBackupSet,
    RecoveryState,
    Restore,
    StoredFile,
)


class SetStatus(StrEnum):
    COMPLETE = "complete"
    PARTIAL = "partial"
    RUNNING = "running"
    MISSING = "missing"


@dataclass(frozen=True)
class Member:
    """One database's part of a set. `backup` None: msdb has no record of it.

    `is_purged`: nor of any earlier set of the database, so msdb no longer reaches back that far.
    """

    row: BackupHistoryRow
    backup: ChainBackup | None
    mark: LogMark | None
    is_purged: bool
    found: Found


@dataclass(frozen=True)
class KeptSet:
    """A set of the history. `time` is that of its stamp, None where UTC or local is not settled
    and no mark tells; `finished` is when its last backup was done: from then on it counts."""

    set: BackupSet
    status: SetStatus
    members: Mapping[DatabaseKey, Member]
    time: datetime | None
    finished: datetime

    @property
    def id(self) -> int:
        return self.set.id


@dataclass(frozen=True)
class History:
    """`fulls` and `logs` are complete or partial, oldest first; a running set is in neither."""

    now: datetime
    expected: frozenset[DatabaseKey]
    sets: tuple[KeptSet, ...]
    holes: tuple[int, ...]
    recorded: Mapping[DatabaseKey, RecordedLog]
    sql_machines: frozenset[str]
    destinations: frozenset[str]
    copies: Copies

    @property
    def fulls(self) -> tuple[KeptSet, ...]:
        return self._of(FULL)

    @property
    def logs(self) -> tuple[KeptSet, ...]:
        return self._of(LOG)

    def _of(self, kind: str) -> tuple[KeptSet, ...]:
        running = SetStatus.RUNNING
        return tuple(one for one in self.sets if one.set.type == kind and one.status != running)


def gather(facts: Facts) -> History:
    """Raises MissingEvidence where one of the SQL Servers could not be read."""
    recorded = recorded_logs(facts)
    sets = all_sets(facts)
    copies = Copies(facts)
    newest = sets[-1].id if sets and is_running(facts) else None
    return History(
        now=facts.now(facts.management),
        expected=frozenset(recorded),
        sets=tuple(_kept_sets(facts, sets, recorded, copies, newest)),
        holes=holes(sets, facts.one(NextBackupSet, facts.management).next_id),
        recorded=recorded,
        sql_machines=_sql_machines(facts, recorded.values()),
        destinations=_destinations(sets, copies),
        copies=copies,
    )


def _kept_sets(
    facts: Facts,
    sets: Sequence[BackupSet],
    recorded: Mapping[DatabaseKey, RecordedLog],
    copies: Copies,
    running: int | None,
) -> Iterator[KeptSet]:
    rows = {one: _expected_rows(facts, one, recorded) for one in sets}
    proofs = {
        one: [_proof(row, recorded[key], one.mark) for key, row in mine.items()]
        for one, mine in rows.items()
    }
    at_management = [
        backup
        for log in recorded.values()
        if facts.management.name in log.holders
        for backup in log.backups
    ]
    times, longest = SetTimes(facts, sets, at_management), spans(proofs)
    remembered: set[DatabaseKey] = set()
    for one in sets:
        when = times.of(one, proofs[one], longest[one.type])
        members = {
            key: Member(row, *proof, key not in remembered, copies.of(row))
            for (key, row), proof in zip(rows[one].items(), proofs[one], strict=True)
        }
        remembered |= {key for key, member in members.items() if member.backup}
        status = _status(one, frozenset(recorded), running)
        yield KeptSet(one, status, members, when.time, when.finished)


def _expected_rows(
    facts: Facts, one: BackupSet, recorded: Mapping[DatabaseKey, RecordedLog]
) -> dict[DatabaseKey, BackupHistoryRow]:
    """Databases that are no longer expected need not be restored."""
    rows = {key_of(facts, row.database): row for row in one.rows}
    return {key: row for key, row in rows.items() if key in recorded}


def _proof(row: BackupHistoryRow, log: RecordedLog, mark: str) -> Proof:
    return log.by_file.get(bare_name(row.file_name)), log.marks.get(mark.casefold())


def _status(one: BackupSet, expected: frozenset[DatabaseKey], running: int | None) -> SetStatus:
    if one.is_complete(expected):
        return SetStatus.COMPLETE
    return SetStatus.RUNNING if one.id == running else SetStatus.PARTIAL


def _sql_machines(facts: Facts, logs: Iterable[RecordedLog]) -> frozenset[str]:
    """The machines of the instances, and the nodes that the estate declares."""
    names = {facts.one(Instance, target).machine for log in logs for target in log.targets}
    names |= {one.name for one in facts.group.hosts if HostRole.SQL_MACHINE in one.roles}
    return frozenset(host_name(name) for name in names)


def _destinations(sets: Sequence[BackupSet], copies: Copies) -> frozenset[str]:
    """The machines that the newest set of each type was written to."""
    newest = {one.type: one for one in sets}
    return frozenset(copies.home(row).host for one in newest.values() for row in one.rows)
