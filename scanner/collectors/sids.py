"""Security identifiers as SQL Server stores them: bytes, which arrive as hexadecimal digits."""

from scanner.collectors.columns import text
from scanner.model.collector import Unparsable
from scanner.model.evidence import Row

HEAD = 8  # revision, count of parts, six bytes of authority
PART = 4


def sid(row: Row, name: str) -> str:
    """`S-1-5-21-…` of Windows; the digits themselves of what is no identifier of Windows."""
    digits = text(row, name).removeprefix("0x")
    try:
        held = bytes.fromhex(digits)
    except ValueError:
        raise Unparsable(f"column {name}: hexadecimal digits expected, got other text") from None
    if len(held) < HEAD or held[0] != 1 or len(held) != HEAD + PART * held[1]:
        return held.hex().upper()
    parts = (held[at : at + PART] for at in range(HEAD, len(held), PART))
    numbers = (int.from_bytes(part, "little") for part in parts)
    return "-".join(map(str, ("S-1", int.from_bytes(held[2:HEAD], "big"), *numbers)))
