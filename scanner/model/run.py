"""One scan, judged: everything a report may say, as one document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scanner.model.check import Page
from scanner.model.control import Control
from scanner.model.decision import NO_DECISIONS, Basis, Decisions, Ruling
from scanner.model.estate import Objectives
from scanner.model.evidence import Asked, Collection, Contact, Gap
from scanner.model.finding import Finding
from scanner.model.status import GroupVerdict, Severity, Status


@dataclass(frozen=True)
class LimitUsed:
    """A number a check judged by; `overridden` by the estate or not. Durations as text ('26h')."""

    name: str
    value: str
    overridden: bool


@dataclass(frozen=True)
class CheckText:
    """What a check is, kept with the run so that it reads the same years later."""

    id: str
    name: str
    title: str
    rows: tuple[str, ...]
    severity: Severity
    limits: tuple[LimitUsed, ...]
    page: Page


@dataclass(frozen=True)
class RowResult:
    """One row of the checklist with its status; `findings` are ids, worst first.

    `decisions` are the ids of those that count here; `basis` says on whose word the row stands.
    """

    control: Control
    status: Status
    in_scope: bool
    findings: tuple[str, ...]
    sentence: str
    basis: Basis = Basis.OPEN
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadingSummary:
    """Where the numbers came from: one reading, without its rows."""

    id: str
    target: str
    collector: str
    asked: tuple[Asked, ...]
    started: datetime
    ended: datetime
    row_count: int
    gap: Gap | None
    redactions: int


@dataclass(frozen=True)
class RecoveryPoint:
    """A mark that all databases can be restored to together.

    `time` and `age` None: whether its stamp is UTC or local time is not settled. `doubts` are
    phrases: what speaks neither for nor against it.
    """

    mark: str
    time: datetime | None
    age: timedelta | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScenarioPoint:
    """What could be reached from the copies that survive a loss.

    `loss` is a phrase ("the SQL Server machines SQL01 and SQL02"), empty where nothing is lost
    but the databases. `newest` and `guaranteed` take doubts for good, `proved` is guaranteed
    without any. `limited_by` are phrases; empty where only the next run of the job is missing.
    `by_hand` tells of a later mark that an unsupported restore might reach.
    """

    loss: str
    must_survive: bool
    newest: RecoveryPoint | None
    guaranteed: RecoveryPoint | None
    proved: RecoveryPoint | None
    limited_by: tuple[str, ...]
    by_hand: str


class SetType(StrEnum):
    FULL = "full"
    LOG = "log"
    UNKNOWN = ""


@dataclass(frozen=True)
class ChainSet:
    """One id of the backup job's sets: `status` complete, partial, missing (no row) or running.

    `breaks` are phrases: what is wrong with it; the log chain does not go on with such a log set.
    """

    id: int
    type: SetType
    status: str
    time: datetime | None
    breaks: tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """A length of time with the sentence that explains it; None where it cannot be told."""

    length: timedelta | None
    sentence: str


@dataclass(frozen=True)
class Recovery:
    """What a restore could reach, and what it may cost.

    `worst` is the worst of the scenarios that must be survived, `older` the further marks that
    its copies still lead to, newest first. `tail` are phrases: what already keeps the next log
    set from going on. `content` tells what restores have proved; `content_verified` only where
    one reached the very mark that `worst` guarantees. `missing` says why nothing can be told at
    all; it is empty otherwise.
    """

    databases: int
    worst: ScenarioPoint | None
    scenarios: tuple[ScenarioPoint, ...]
    sets: tuple[ChainSet, ...]
    tail: tuple[str, ...]
    exposure: Measure
    promise: Measure
    restore_time: Measure
    older: tuple[RecoveryPoint, ...]
    content: str = ""
    content_verified: bool = False
    missing: str = ""


@dataclass(frozen=True)
class Run:
    """`evidence_sha256` names the file judged; `rows_asked` is empty for all 21.

    `decisions` are those of this group as they were read, `rulings` what each is worth here, and
    `unwaived` the verdict without any waiver, with its sentence.
    """

    schema: int
    organisation: str
    group: str
    management: str
    evidence_sha256: str
    collection: Collection
    as_of: datetime
    hypothetical: bool
    verdict: GroupVerdict
    verdict_sentence: str
    rows_asked: tuple[str, ...]
    rows: tuple[RowResult, ...]
    findings: tuple[Finding, ...]
    checks: tuple[CheckText, ...]
    contacts: tuple[Contact, ...]
    readings: tuple[ReadingSummary, ...]
    objectives: Objectives
    recovery: Recovery
    differences: tuple[str, ...]
    cautions: tuple[str, ...]
    versions: Mapping[str, str]
    decisions: Decisions = NO_DECISIONS
    rulings: tuple[Ruling, ...] = ()
    unwaived: GroupVerdict | None = None
    unwaived_sentence: str = ""
