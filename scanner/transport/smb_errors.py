"""What an NT status that a file server answers means to us ([MS-ERREF] 2.3)."""

from scanner.model.evidence import GapReason

_LOGON = frozenset(
    {
        0xC0000064,  # NO_SUCH_USER
        0xC000006A,  # WRONG_PASSWORD
        0xC000006D,  # LOGON_FAILURE
        0xC000006E,  # ACCOUNT_RESTRICTION
        0xC000006F,  # INVALID_LOGON_HOURS
        0xC0000070,  # INVALID_WORKSTATION
        0xC0000071,  # PASSWORD_EXPIRED
        0xC0000072,  # ACCOUNT_DISABLED
        0xC000015B,  # LOGON_TYPE_NOT_GRANTED
        0xC0000193,  # ACCOUNT_EXPIRED
        0xC0000224,  # PASSWORD_MUST_CHANGE
        0xC0000234,  # ACCOUNT_LOCKED_OUT
        0xC0000413,  # AUTHENTICATION_FIREWALL_FAILED
    }
)
_ABSENT = frozenset(
    {
        0xC000000F,  # NO_SUCH_FILE
        0xC0000034,  # OBJECT_NAME_NOT_FOUND
        0xC000003A,  # OBJECT_PATH_NOT_FOUND
        0xC00000CC,  # BAD_NETWORK_NAME: there is no such share
        0xC0000225,  # NOT_FOUND
    }
)
_MEANING: dict[int, tuple[GapReason, str]] = {
    0xC0000022: (GapReason.DENIED, "our account may not read this"),
    0xC0000061: (GapReason.DENIED, "our account lacks a privilege"),
    0xC00000CA: (GapReason.DENIED, "our account may not use this share"),
    0xC0000043: (GapReason.DENIED, "another program holds this open for itself"),
    0xC0000257: (GapReason.UNSUPPORTED, "a DFS folder; name the file server that holds it"),
    0xC000019C: (GapReason.UNSUPPORTED, "a DFS folder; name the file server that holds it"),
    0xC000026D: (GapReason.UNREACHABLE, "the DFS folder is not available"),
    0x8000002D: (GapReason.UNSUPPORTED, "the path leads through a symbolic link"),
    0xC0000033: (GapReason.UNSUPPORTED, "not a path that this server accepts"),
    0xC000003B: (GapReason.UNSUPPORTED, "not a path that this server accepts"),
    0xC00000B5: (GapReason.TIMED_OUT, "the server's disk did not answer in time"),
    0xC00000C9: (GapReason.UNREACHABLE, "the share was withdrawn"),
    0xC00000D0: (GapReason.UNREACHABLE, "the server takes no more connections"),
    0xC0000466: (GapReason.UNREACHABLE, "the server is not available"),
    0xC000009A: (GapReason.UNREACHABLE, "the server is short of resources"),
    0xC0000205: (GapReason.UNREACHABLE, "the server is short of resources"),
}


def is_refused_logon(status: int) -> bool:
    """The credential itself was refused."""
    return status in _LOGON


def is_absent(status: int) -> bool:
    """There is no such share, folder or file."""
    return status in _ABSENT


def classify(status: int) -> tuple[GapReason, str]:
    """The reason and a sentence that carries the status."""
    reason, sentence = _MEANING.get(
        status, (GapReason.UNSUPPORTED, "the server answered with an error")
    )
    return reason, f"{sentence} (status 0x{status:08X})"
