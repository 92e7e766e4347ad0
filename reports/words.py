"""How a status is said: one word, one shape and one colour for each, the same in every report."""

from dataclasses import dataclass
from enum import StrEnum

from scanner.model.evidence import GapReason
from scanner.model.finding import Finding
from scanner.model.status import GroupVerdict, Severity, Status


class Kind(StrEnum):
    """What a reader tells apart; the value names the shape and the colour in the templates."""

    FAIL = "fail"
    ERROR = "error"
    IMPROVE = "improve"
    NOT_CHECKED = "not-checked"
    ATTESTED = "attested"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    NOT_APPLICABLE = "not-applicable"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True)
class Said:
    """`meaning` is the legend's sentence."""

    word: str
    meaning: str


WORDS = {
    Kind.FAIL: Said("Fail", "seen, and not as it must be"),
    Kind.ERROR: Said("Error", "what is needed could not be read"),
    Kind.IMPROVE: Said("Improve", "not as it should be, but no obstacle to a restore"),
    Kind.NOT_CHECKED: Said("Not checked", "nothing read so far decides it"),
    Kind.ATTESTED: Said(
        "Attested", "stated by a person or by an imported document, seen by no machine"
    ),
    Kind.PASS: Said("Pass", "seen, and as it must be"),
    Kind.NOT_APPLICABLE: Said("Not applicable", "shown not to concern this group"),
    Kind.NOT_ASKED: Said("Not asked", "outside the scope of this run"),
}
WORST_FIRST = tuple(Kind)

ANSWERS = {
    GroupVerdict.READY: "Yes",
    GroupVerdict.READY_WITH_EXCEPTIONS: "Yes, with exceptions",
    GroupVerdict.NOT_READY: "No",
    GroupVerdict.INCOMPLETE: "Not known",
}

ADVICE = {
    GapReason.UNREACHABLE: "Make it answer from the scanner's machine, then scan again.",
    GapReason.DENIED: "Grant the account the missing right; btsready plan --grants prints it.",
    GapReason.TIMED_OUT: "Find out why it answers so slowly, then scan again.",
    GapReason.UNSUPPORTED: "Read it by hand; this target cannot answer the question.",
    GapReason.UNPARSABLE: "Look at this target's answer by hand; it lacks the promised shape.",
    GapReason.DOUBLE_HOP: "Declare the share itself, so that the scanner reads it directly.",
    GapReason.NOT_COLLECTED: "Collect again with this target declared.",
    GapReason.CLOCK: "Correct the clock of this target, then scan again.",
    GapReason.NOT_ALLOWED: "If this target is yours, add it to reach in the estate file.",
    GapReason.WRONG_TARGET: "Correct the address, or declare the name under aliases.",
}


def kind_of(status: Status, severity: Severity) -> Kind:
    """A failure of low severity is an improvement."""
    if status is Status.FAIL and severity is Severity.LOW:
        return Kind.IMPROVE
    return Kind(status.value.replace("_", "-"))


def kind_of_finding(finding: Finding) -> Kind:
    return kind_of(finding.status, finding.severity)


def word(kind: Kind) -> str:
    return WORDS[kind].word


def rank(kind: Kind) -> int:
    """0 is the worst."""
    return WORST_FIRST.index(kind)
