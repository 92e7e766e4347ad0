"""Transaction manager requests ([MS-TDS] 2.2.6.9): agreed to, and without effect on reads."""

import struct

_DESCRIPTOR = struct.pack("<Q", 1)
_BEGIN, _COMMIT, _ROLLBACK = 5, 7, 8
_BEGUN, _COMMITTED, _ROLLED_BACK = 8, 9, 10
_BEGINS_ANOTHER = 0x01


def transaction_answer(body: bytes) -> list[bytes]:
    """The changes of environment that tell a driver which transaction it is in."""
    request = struct.unpack_from("<H", body)[0]
    if request == _BEGIN:
        return [_change(_BEGUN, _DESCRIPTOR, b"")]
    if request in {_COMMIT, _ROLLBACK}:
        ended = _COMMITTED if request == _COMMIT else _ROLLED_BACK
        # Request, a name with its length, flags, then isolation level and name of the next one.
        flags = body[3 + body[2]]
        begun = [_change(_BEGUN, _DESCRIPTOR, b"")] if flags & _BEGINS_ANOTHER else []
        return [_change(ended, b"", _DESCRIPTOR), *begun]
    return []


def _change(kind: int, new: bytes, old: bytes) -> bytes:
    body = bytes((kind, len(new))) + new + bytes((len(old),)) + old
    return struct.pack("<BH", 0xE3, len(body)) + body
