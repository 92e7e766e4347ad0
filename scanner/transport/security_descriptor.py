"""Who may do what with a file or folder: a security descriptor as the bytes that SMB carries.

https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-dtyp/7d4dac05-9cef-4563-a058-f108abecce1d
"""

from collections.abc import Iterator
from struct import error, unpack_from

from scanner.model.evidence import GapReason, JsonValue
from scanner.transport.failure import TransportFailure

DACL = 0x4
LARGEST = 65_536  # an access control list is smaller: its size is told in two bytes
_DACL_PRESENT = 0x0004
_ALLOWED, _DENIED, _ALLOWED_IF, _DENIED_IF = 0x00, 0x01, 0x09, 0x0A
_INHERIT_ONLY, _INHERITED = 0x08, 0x10
_EVERYONE, _FULL_CONTROL = "S-1-1-0", 0x1F01FF


def rights(descriptor: bytes) -> list[JsonValue]:
    """As the reader's `files` question has them. Raises TransportFailure for what is no such."""
    try:
        control, dacl = unpack_from("<2xH12xI", descriptor)
        return [dict(one) for one in _rights(descriptor, control, dacl)]
    except (error, ValueError) as problem:
        said = "the rights of the folder are not of the known shape"
        raise TransportFailure(GapReason.UNPARSABLE, said) from problem


def _rights(descriptor: bytes, control: int, dacl: int) -> Iterator[dict[str, JsonValue]]:
    """In the order in which Windows weighs them. Without a list everybody may do everything."""
    if not control & _DACL_PRESENT or not dacl:
        yield _right(_EVERYONE, _FULL_CONTROL, allow=True, flags=0)
        return
    count: int
    (count,) = unpack_from("<H", descriptor, dacl + 4)
    at = dacl + 8
    for _ in range(count):
        kind, flags, size = unpack_from("<BBH", descriptor, at)
        if kind not in (_ALLOWED, _DENIED, _ALLOWED_IF, _DENIED_IF) or not size:
            raise ValueError("an entry of an unknown kind")
        if not flags & _INHERIT_ONLY and kind != _DENIED_IF:  # a denial that may not hold
            (mask,) = unpack_from("<I", descriptor, at + 4)
            yield _right(_sid(descriptor, at + 8), mask, allow=kind != _DENIED, flags=flags)
        at += size


def _right(sid: str, mask: int, *, allow: bool, flags: int) -> dict[str, JsonValue]:
    return {"sid": sid, "mask": mask, "allow": allow, "inherited": bool(flags & _INHERITED)}


def _sid(descriptor: bytes, at: int) -> str:
    revision, count = unpack_from("<BB", descriptor, at)
    if revision != 1:
        raise ValueError("an identifier of an unknown revision")
    authority = int.from_bytes(bytes(unpack_from("6B", descriptor, at + 2)), "big")
    parts = unpack_from(f"<{count}I", descriptor, at + 8)
    return "-".join(map(str, ("S-1", authority, *parts)))
