"""Everything that ends a command early: what happened, what to do next, and the exit status."""

from enum import IntEnum


class ExitStatus(IntEnum):
    """What a finished process says; help, documentation and tests read this enum."""

    meaning: str

    def __new__(cls, value: int, meaning: str) -> "ExitStatus":
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    READY = 0, "ready, also with exceptions"
    NOT_READY = 1, "not ready: something that blocks a restore was seen"
    MISTAKE = 2, "your arguments or your estate file need a correction"
    INCOMPLETE = 3, "incomplete: nothing seen that blocks, but required evidence is missing"
    VERIFICATION_FAILED = 4, "a document is not what its seal says"
    REMEDIATION_INCOMPLETE = 5, "remediation did not finish"
    OUR_MISTAKE = 70, "a defect of btsready itself"
    INTERRUPTED = 130, "interrupted"


class BtsreadyError(Exception):
    """A clear end: `message` says what happened to what, `hint` what to do next."""

    status = ExitStatus.OUR_MISTAKE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UserMistake(BtsreadyError):
    """Arguments, an estate file or a path that cannot be used as given."""

    status = ExitStatus.MISTAKE


class VerificationFailed(BtsreadyError):
    """A sealed document whose bytes do not verify."""

    status = ExitStatus.VERIFICATION_FAILED


class Interrupted(BtsreadyError):
    """Somebody stopped us; what was read by then is on disk."""

    status = ExitStatus.INTERRUPTED


class MissingProgram(BtsreadyError):
    """A driver, library or program of the scanner's machine that is not installed."""

    status = ExitStatus.MISTAKE
