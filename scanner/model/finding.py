"""What a check says of one subject, and the same with everything a reader needs to trust it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, TypeVar

from scanner.model.evidence import Gap, JsonValue, Target
from scanner.model.status import Severity, Status

About = TypeVar("About")

SHORT = 6


@dataclass(frozen=True)
class Subject(Generic[About]):
    """One thing that should exist and is judged; `name` is unique within a check and stable."""

    name: str
    about: About
    on: Target | None = None


@dataclass(frozen=True)
class Vouched:
    """What a document states where no machine decides: it weighs as an attestation.

    `by` is the program that wrote it, `at` the moment it speaks of, `until` the instant from
    which it counts no more.
    """

    by: str
    statement: str
    path: str
    sha256: str
    at: datetime
    until: datetime


@dataclass(frozen=True)
class Verdict:
    """A check's word on one subject. Make it with the four functions below.

    `cites` are the facts that the sentence rests on; `settle` says what would decide a
    `not_checked`, `vouched` what a document states in its place; `fix` says what to do for this
    very subject.
    """

    status: Status
    message: str
    cites: tuple[Any, ...] = ()
    fix: str = ""
    settle: str = ""
    vouched: Vouched | None = None


def passes(message: str, *cites: object) -> Verdict:
    return Verdict(Status.PASS, message, cites)


def fails(message: str, *cites: object, fix: str = "") -> Verdict:
    return Verdict(Status.FAIL, message, cites, fix=fix)


def not_checked(
    message: str, *cites: object, settle: str, vouched: Vouched | None = None
) -> Verdict:
    """Read, but by its nature undecided; `settle` says what would decide it."""
    return Verdict(Status.NOT_CHECKED, message, cites, settle=settle, vouched=vouched)


def not_applicable(message: str, fact: object, *more: object) -> Verdict:
    """Needs the fact that makes it so."""
    return Verdict(Status.NOT_APPLICABLE, message, (fact, *more))


@dataclass(frozen=True)
class Citation:
    """One fact behind a sentence: the reading it came from, its kind, its fields."""

    reading: str
    kind: str
    fields: Mapping[str, JsonValue]


@dataclass(frozen=True)
class Finding:
    """A verdict with severity, rows and evidence. `id` is `CHECK/subject`, in every run alike."""

    id: str
    check: str
    subject: str
    target: str
    rows: tuple[str, ...]
    severity: Severity
    status: Status
    message: str
    fix: str = ""
    settle: str = ""
    gap: Gap | None = None
    citations: tuple[Citation, ...] = ()
    readings: tuple[str, ...] = ()
    vouched: Vouched | None = None

    @property
    def short(self) -> str:
        """`BJ02-3f9a1c`: what people type for it."""
        digest = sha256(self.id.encode(errors="backslashreplace")).hexdigest()
        return f"{self.check}-{digest[:SHORT]}"

    def is_called(self, name: str) -> bool:
        """Whether `name` means it: its check, or itself by either name."""
        return name in (self.check, self.id, self.short)
