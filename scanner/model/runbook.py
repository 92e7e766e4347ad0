"""A restore as ordered steps that a person ticks off, with the files that they need for it."""

from dataclasses import dataclass
from enum import StrEnum


class Disaster(StrEnum):
    """What is gone, as the documents tell recoveries apart."""

    SQL = "sql"
    BIZTALK = "biztalk"
    BOTH = "both"

    @property
    def loses_databases(self) -> bool:
        return self is not Disaster.BIZTALK

    @property
    def loses_biztalk(self) -> bool:
        return self is not Disaster.SQL


@dataclass(frozen=True)
class Action:
    """One thing to do; `command` is typed exactly as it stands, empty for a path on a screen."""

    text: str
    command: str = ""


@dataclass(frozen=True)
class Step:
    """`evidence` is what the step relies on; `missing` what it would rely on, were it there.

    `row` is of the checklist, empty for steps that belong to none. `checks` name what a scan found
    that must be known here: a check, or a pattern of findings ('RD02/*/jobs'). Of these findings
    `warnings` tell what is wrong, `accepted` what is wrong and waived, `stated` what people said
    that counts, and `unsaid` what somebody would have to know and nobody has said.
    """

    title: str
    row: str
    who: str
    where: tuple[str, ...]
    actions: tuple[Action, ...]
    expected: str
    evidence: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    reference: str = ""
    checks: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phase:
    title: str
    steps: tuple[Step, ...]
    note: str = ""


@dataclass(frozen=True)
class Attachment:
    """A generated file that lies beside the runbook."""

    name: str
    what: str
    data: bytes


@dataclass(frozen=True)
class Runbook:
    """`goal` says to which moment everything is restored; `leads_somewhere` is False where
    databases must be restored and no mark is in reach. `duration` is how long it will take, as far
    as it can be told. `hypothetical` is empty but for runs judged as of another time."""

    organisation: str
    group: str
    disaster: str
    names: str
    goal: str
    duration: str
    leads_somewhere: bool
    collected: str
    hypothetical: str
    run_sha256: str
    evidence_sha256: str
    warnings: tuple[str, ...]
    phases: tuple[Phase, ...]
    attachments: tuple[Attachment, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for phase in self.phases for step in phase.steps)

    @property
    def lacking(self) -> int:
        """Steps that evidence is missing for."""
        return sum(bool(step.missing) for step in self.steps)

    @property
    def waiting(self) -> int:
        """Steps that rely on what only people know, and nobody has said."""
        return sum(bool(step.unsaid) for step in self.steps)
