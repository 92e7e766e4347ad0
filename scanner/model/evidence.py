"""Evidence: what was read, from where, when, by which statement, as whom, and every gap."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from scanner.model.estate import Group

if TYPE_CHECKING:
    JsonValue: TypeAlias = (
        "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
    )
else:
    JsonValue = Any  # the converter of stored documents cannot follow a recursive alias
Row: TypeAlias = Mapping[str, JsonValue]


class GapReason(StrEnum):
    """Why evidence could not be had."""

    UNREACHABLE = "unreachable"
    DENIED = "denied"
    TIMED_OUT = "timed_out"
    UNSUPPORTED = "unsupported"
    UNPARSABLE = "unparsable"
    DOUBLE_HOP = "double_hop"
    NOT_COLLECTED = "not_collected"
    NOT_ALLOWED = "not_allowed"
    WRONG_TARGET = "wrong_target"
    CLOCK = "clock"


class TargetKind(StrEnum):
    """The three kinds of thing we connect to."""

    SQL = "sql"
    HOST = "host"
    SHARE = "share"


@dataclass(frozen=True, order=True)
class Target:
    """One thing we connect to; `name` is the instance, the computer, or the UNC folder."""

    kind: TargetKind
    name: str

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Gap:
    """Evidence we could not have."""

    reason: GapReason
    detail: str


@dataclass(frozen=True)
class Clock:
    """A target's own time beside the scanner's at the same moment; `offset` is local minus UTC."""

    scanner_utc: datetime
    target_utc: datetime
    offset: timedelta

    @property
    def skew(self) -> timedelta:
        """How far the target runs ahead of the scanner; negative when behind."""
        return self.target_utc - self.scanner_utc


@dataclass(frozen=True)
class Contact:
    """How one target was met: as whom, by which driver, with what clock; or why it was not."""

    target: Target
    account: str = ""
    own_name: str = ""
    driver: str = ""
    certificate_verified: bool | None = None
    clock: Clock | None = None
    gap: Gap | None = None


@dataclass(frozen=True)
class Asked:
    """One statement or question as it was sent; `place` is the database, or the round."""

    text: str
    sha256: str
    place: str = ""


@dataclass(frozen=True)
class Reading:
    """What one collector read from one target: rows, or a gap and the rows that came before it."""

    target: Target
    collector: str
    asked: tuple[Asked, ...]
    started: datetime
    ended: datetime
    rows: tuple[Row, ...] = ()
    gap: Gap | None = None
    redactions: int = 0

    @property
    def id(self) -> str:
        return f"{self.target.id}/{self.collector}"


@dataclass(frozen=True)
class Collection:
    """Who collected, when, with what."""

    started: datetime
    ended: datetime
    scanner_host: str
    scanner_account: str
    version: str
    estate_sha256: str
    replay_of: str = ""


@dataclass(frozen=True)
class Evidence:
    """Everything that was read of one group, with what the estate declared of it.

    `planned` names every reading that was meant to be, so that a lost one is missed.
    """

    schema: int
    organisation: str
    group: Group
    limits: Mapping[str, Mapping[str, str | int | float | bool]]
    collection: Collection
    contacts: tuple[Contact, ...]
    planned: tuple[str, ...]
    readings: tuple[Reading, ...]
