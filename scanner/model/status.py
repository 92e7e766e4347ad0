"""What can be said of a subject, of a row, and of a group."""

from enum import IntEnum, StrEnum


class Status(StrEnum):
    """Meanings as in XCCDF: what a finding, and a row of the checklist, can be."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    ERROR = "error"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"


class Severity(IntEnum):
    """Belongs to the check; never changes a status. Compares by weight."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        return self.name.lower()


class GroupVerdict(StrEnum):
    """The answer for one BizTalk group."""

    READY = "READY"
    READY_WITH_EXCEPTIONS = "READY WITH EXCEPTIONS"
    NOT_READY = "NOT READY"
    INCOMPLETE = "INCOMPLETE"
