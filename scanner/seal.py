"""The canonical container of evidence and runs: same content, same bytes; any flipped bit shows.

A zip archive of stored members in sorted order with fixed dates and permissions, ended by a member
`seal.json` that holds the SHA-256 of every other member. Opening writes the members again and
compares the whole file, so nothing can hide in headers, comments, gaps or double entries.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping

from scanner.errors import VerificationFailed

SEAL = "seal.json"
MAX_FILE = 256 * 1024 * 1024
MAX_MEMBERS = 10_000
# What zipfile raises for a damaged archive; RuntimeError when a bit says that it is encrypted.
BROKEN = (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, OSError, EOFError)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_HINT = "Take the file from where it was first written; it cannot be repaired."


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def canonical_json(value: object) -> bytes:
    """Sorted keys, no blanks, ASCII; refuses NaN."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("ascii") + b"\n"


def seal(kind: str, members: Mapping[str, bytes]) -> bytes:
    """Pack `members` under a seal that names `kind` ('evidence' or 'run')."""
    names = sorted(members)
    listing = {name: digest(members[name]) for name in names}
    closing = canonical_json({"kind": kind, "members": listing})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            archive.writestr(_entry(name), members[name])
        archive.writestr(_entry(SEAL), closing)
    return out.getvalue()


def open_sealed(kind: str, data: bytes, name: str) -> dict[str, bytes]:
    """The members of a sealed document, or VerificationFailed. `name` is for the message."""
    if len(data) > MAX_FILE:
        raise VerificationFailed(f"{name} is larger than {MAX_FILE} bytes", _HINT)
    try:
        members = _members(data)
        closing = members.pop(SEAL)
        said = json.loads(closing)
    except BROKEN as e:
        reason = f"{name} is not a sealed {kind} document: {type(e).__name__}"
        raise VerificationFailed(reason, _HINT) from e
    if not isinstance(said, dict) or said.get("kind") != kind:
        raise VerificationFailed(f"{name} is not a sealed {kind} document", _HINT)
    if seal(kind, members) != data:
        raise VerificationFailed(f"{name} was changed after it was sealed", _HINT)
    return members


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        stored = all(e.compress_type == zipfile.ZIP_STORED for e in entries)
        if (
            len(entries) > MAX_MEMBERS
            or not stored
            or sum(e.file_size for e in entries) > len(data)
        ):
            raise zipfile.BadZipFile("not in canonical form")
        return {entry.filename: archive.read(entry) for entry in entries}


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = 3  # the same bytes on Windows and Linux
    entry.external_attr = 0o600 << 16
    return entry
