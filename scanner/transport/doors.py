"""What the collection needs of a transport; the live doors and a replay both give it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from scanner.model.collector import Question, ShareQuestion
from scanner.model.evidence import Clock, Gap, Row, Target
from scanner.transport.failure import TransportFailure
from scanner.transport.records import SUFFIXES
from scanner.transport.redact import redact

Parameter = str | int | float | None


@dataclass(frozen=True)
class Answer:
    """Rows, or a gap and the rows that came before it; secrets are already redacted."""

    rows: tuple[Row, ...]
    gap: Gap | None = None
    redactions: int = 0


def of_folder(asks: ShareQuestion, folder: str, depth: int = 0, fields: Sequence[str] = ()) -> str:
    """What is asked of a file server, in words: there is no statement."""
    said = {
        ShareQuestion.FILES: f"list {folder} to depth {depth}",
        ShareQuestion.RIGHTS: f"read the rights on {folder}",
        ShareQuestion.SPACE: f"read the free space of {folder}",
        ShareQuestion.RECORDS: (
            f"read the newest {' or '.join(SUFFIXES)} file of {folder}, and keep of each record "
            f"{', '.join(fields)}"
        ),
    }
    return said[asks]


def redacted(rows: Sequence[Row], gap: Gap | None = None) -> Answer:
    """An answer without the secrets that its rows held."""
    covered, count = redact([dict(row) for row in rows])
    kept = covered if isinstance(covered, list) else []
    return Answer(tuple(row for row in kept if isinstance(row, dict)), gap, count)


def failed(failure: TransportFailure) -> Answer:
    """The gap of a failure beside the rows that came before it."""
    return redacted(failure.partial, Gap(failure.reason, failure.detail))


class SqlReader(Protocol):
    """One connection to one instance. Every method raises TransportFailure."""

    @property
    def driver(self) -> str: ...

    @property
    def certificate_verified(self) -> bool | None: ...

    def read(self, statement: str, parameters: Sequence[Parameter], database: str) -> Answer: ...

    def close(self) -> None: ...


class HostReader(Protocol):
    """One shell on one host; two rounds at most."""

    @property
    def driver(self) -> str: ...

    @property
    def certificate_verified(self) -> bool | None: ...

    def ask(self, questions: Sequence[Question]) -> Mapping[str, Answer]: ...

    def close(self) -> None: ...


class ShareReader(Protocol):
    """One UNC folder: listings, rows as the reader's `files` answer has them; and free space."""

    @property
    def driver(self) -> str: ...

    @property
    def account(self) -> str: ...

    @property
    def clock(self) -> Clock | None: ...

    def list(self, folder: str, depth: int) -> Answer: ...

    def rights(self, folder: str) -> Answer:
        """The folder itself, with who may do what there."""

    def space(self, folder: str) -> Answer:
        """One row: what the disk below the folder has left for us, and in all, in bytes."""

    def records(self, folder: str, fields: tuple[str, ...]) -> Answer:
        """A row for each record of the newest file, with the file; or one that there is none."""


class Doors(Protocol):
    """Opens one target of each kind, or raises TransportFailure; never asks for leave by itself.

    File servers serve several folders over one logon, so they are closed with the doors.
    """

    def sql(self, target: Target) -> SqlReader: ...

    def host(self, target: Target) -> HostReader: ...

    def share(self, target: Target) -> ShareReader: ...

    def close(self) -> None: ...
