"""One scan, judged: everything a report may say, as one document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scanner.model.check import Page
from scanner.model.control import Control
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
    """One row of the checklist with its status; `findings` are ids, worst first."""

    control: Control
    status: Status
    in_scope: bool
    findings: tuple[str, ...]
    sentence: str


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
    """The newest complete log set: not proved until the chain is (`time` None: there is none)."""

    time: datetime | None
    age: timedelta | None
    mark: str
    sentence: str


@dataclass(frozen=True)
class Run:
    """`evidence_sha256` names the file judged; `rows_asked` is empty for all 21."""

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
    recovery: RecoveryPoint
    differences: tuple[str, ...]
    cautions: tuple[str, ...]
    versions: Mapping[str, str]
