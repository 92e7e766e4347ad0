"""One automated question: its identity, its page, and the pure function that answers it."""

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from inspect import cleandoc
from typing import Any, Protocol, TypeVar

from scanner.model.estate import Group
from scanner.model.evidence import Gap, Target
from scanner.model.finding import Subject, Verdict
from scanner.model.status import Severity

Fact = TypeVar("Fact")
Made = TypeVar("Made")
Judge = Callable[..., Verdict]

IDENTIFIER = re.compile(r"[A-Z]{2}[0-9]{2}")
SECTIONS = ("Why it matters", "What is read", "How to fix")


class MissingEvidence(Exception):
    """A needed fact is a gap; the engine makes the subject an `error`. Checks never catch it."""

    def __init__(self, gap: Gap, reading: str) -> None:
        super().__init__(f"{reading}: {gap.reason}: {gap.detail}")
        self.gap = gap
        self.reading = reading


class UndeclaredFact(Exception):
    """A check asked for a kind of fact that it does not list in `needs`."""


class Facts(Protocol):
    """What a check may see. Evidence that is missing ends the subject as `error` by itself:
    these methods raise, the engine catches, a check never handles a gap."""

    @property
    def group(self) -> Group:
        """The group as declared."""

    @property
    def management(self) -> Target:
        """The SQL Server instance of the management database."""

    def sql(self, server: str) -> Target:
        """The instance behind a server name as BizTalk's tables give it (aliases resolved)."""

    def host(self, name: str) -> Target:
        """The Windows host behind a name (first label, case-insensitive)."""

    def folder(self, path: str, on: Target | None = None) -> Target:
        """Where a folder is listed: the share of a UNC, or the machine of instance `on` for a
        drive path. `rows(StoredFile, …)` of it holds the listing."""

    def rows(self, kind: type[Fact], on: Target) -> tuple[Fact, ...]:
        """Every fact of that kind from one target."""

    def one(self, kind: type[Fact], on: Target) -> Fact:
        """The only fact of that kind from one target; another number is unparsable."""

    def targets(self, kind: type) -> tuple[Target, ...]:
        """Every target that was asked for that kind of fact, answered or not, in a fixed order."""

    def age(self, moment: datetime, on: Target) -> timedelta:
        """How long ago by that target's own clock. Raises for the future and for a skewed clock."""

    def now(self, on: Target) -> datetime:
        """That target's clock at the moment judged as of; raises for a skewed clock."""

    def once(self, work: "Callable[[Facts], Made]") -> Made:
        """What a pure function makes of these facts, worked out for the first check that asks.
        Raises as it did; every check that asks has looked at what `work` looked at."""


@dataclass(frozen=True)
class NoLimits:
    """For checks that judge by no number."""


@dataclass(frozen=True)
class Page:
    """A check's documentation: its module's docstring, taken apart."""

    claim: str
    why: str
    read: str
    fix: str
    reference: str


@dataclass(frozen=True)
class Check:
    """`subjects` lists what should exist, or gives one Verdict when nothing can be asked."""

    id: str
    name: str
    title: str
    rows: tuple[str, ...]
    severity: Severity
    needs: frozenset[type]
    subjects: Callable[[Facts], "Iterable[Subject[Any]] | Verdict"]
    judge: Judge
    limits: Any
    page: Page = field(repr=False)


def check(  # noqa: PLR0913 - the identity of a check is these seven things
    *,
    id: str,
    title: str,
    rows: tuple[str, ...],
    severity: Severity,
    needs: Iterable[type],
    subjects: Callable[[Facts], "Iterable[Subject[Any]] | Verdict"],
    limits: Any = NoLimits,
) -> Callable[[Judge], Check]:
    """Turn `judge(subject, facts, limits) -> Verdict` into a Check, its page from the module."""
    if not IDENTIFIER.fullmatch(id):
        raise ValueError(f"check id {id!r} is not two letters and two digits")

    def wrap(judge: Judge) -> Check:
        page = page_of(sys.modules[judge.__module__].__doc__ or "")
        name = getattr(judge, "__name__", "")
        needed = frozenset(needs)
        return Check(id, name, title, rows, severity, needed, subjects, judge, limits(), page)

    return wrap


def page_of(docstring: str) -> Page:
    """The claim as first line, then the three headings; `Reference:` ends the last one."""
    text = cleandoc(docstring)
    claim, *parts = re.split(rf"^({'|'.join(SECTIONS)})$\n(?:^-+$\n)?", text, flags=re.MULTILINE)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    missing = [name for name in SECTIONS if not sections.get(name, "").strip()]
    if missing or not claim.strip():
        raise ValueError(f"the page lacks {', '.join(missing) or 'its claim'}")
    fix, _, reference = sections["How to fix"].partition("Reference:")
    why, read = sections["Why it matters"].strip(), sections["What is read"].strip()
    return Page(claim.strip(), why, read, fix.strip(), reference.strip())
