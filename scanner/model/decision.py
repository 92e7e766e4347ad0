"""What people decided about a group: statements for what no machine sees, failures accepted.

Nobody signs them: whoever can write the file can write any name. Reports say so. What a document
states in a finding stands beside them as an imported statement.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DecisionKind(StrEnum):
    ATTESTATION = "attestation"
    WAIVER = "waiver"


@dataclass(frozen=True)
class Entered:
    """When something was put into the file, by which account, on which machine."""

    at: datetime
    account: str
    host: str


@dataclass(frozen=True)
class Document:
    """A file that a statement rests on, as it was then; `path` as the decision names it."""

    path: str
    sha256: str


@dataclass(frozen=True)
class Attestation:
    """A person's statement, until an instant. `about` is a row, a check or one finding.

    `place` is the file and line. `flaw` is why it counts at no time: its document is not what it
    was. `ended` is when somebody took it back. One that is `imported` is no person's: `by` is the
    program that wrote the document, and `about` is the one finding that read it.
    """

    id: str
    group: str
    about: str
    by: str
    statement: str
    entered: Entered
    until: datetime
    document: Document | None = None
    ended: Entered | None = None
    place: str = ""
    flaw: str = ""
    imported: bool = False


@dataclass(frozen=True)
class Waiver:
    """A failure that is accepted until an instant. `about` is a check or one finding."""

    id: str
    group: str
    about: str
    owner: str
    approver: str
    reason: str
    entered: Entered
    until: datetime
    ended: Entered | None = None
    place: str = ""


Decision = Attestation | Waiver


@dataclass(frozen=True)
class DecisionFile:
    name: str
    sha256: str


@dataclass(frozen=True)
class Decisions:
    """What the files hold; `troubles` are sentences about entries that do not count."""

    attestations: tuple[Attestation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    troubles: tuple[str, ...] = ()
    files: tuple[DecisionFile, ...] = ()

    @property
    def all(self) -> tuple[Decision, ...]:
        return (*self.attestations, *self.waivers)


NO_DECISIONS = Decisions()


class Standing(StrEnum):
    """What a decision is worth in a run. `COUNTS` is the only one that changes anything."""

    COUNTS = "counts"
    EXPIRED = "expired"
    ENDED = "ended"
    NOT_YET = "not yet"
    FLAWED = "document changed"
    UNNEEDED = "not needed"
    UNMATCHED = "matches nothing"
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Ruling:
    """One decision in one run: `findings` and `rows` are what it covers there."""

    decision: str
    standing: Standing
    sentence: str
    findings: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


class Basis(StrEnum):
    """On whose word a row of the checklist stands."""

    MACHINE = "machine"
    ATTESTED = "attested"
    WAIVED = "waived"
    OPEN = "open"
    NOT_ASKED = "not asked"
