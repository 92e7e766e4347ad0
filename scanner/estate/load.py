"""The estate file at the door: read once, doubted whole, told all at once."""

from hashlib import sha256
from pathlib import Path

from scanner.errors import UserMistake
from scanner.estate.complaints import Complaint, refuse, spoken
from scanner.estate.declare import declare
from scanner.estate.doubts import Known, doubts, limit_doubts
from scanner.estate.schema import validate
from scanner.estate.tree import Tree, Unreadable, read
from scanner.model.estate import Estate

_LARGEST = 262_144
_EXAMPLE = "'btsready init' writes a commented example."


def load(path: Path, known: Known | None = None) -> Estate:
    """Raises UserMistake naming file, line and place of everything that is wrong.

    `known` gives each check's limits and their defaults (see `doubts.Known`); without it the
    limits' names are not judged here, see `validate_limits`.
    """
    data = _bytes(path)
    try:
        tree = read(_text(path, data))
    except Unreadable as error:
        raise refuse(path, [error.complaint]) from None
    entry, wrong = validate(_whole(path, tree))
    told = [Complaint(tree.line(place), place, text) for place, text in wrong]
    complaints = [*tree.complaints, *doubts(tree, known), *told]
    if complaints or entry is None:
        raise refuse(path, complaints)
    return declare(entry, path.parent, sha256(data).hexdigest())


def validate_limits(estate: Estate, known: Known) -> None:
    """For limits that did not come straight from a file; raises UserMistake."""
    found = [f"{spoken(place)}: {text}" for place, text in limit_doubts(estate.limits, known)]
    if found:
        raise UserMistake("\n".join(found), "'btsready explain ID' names a check's limits.")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UserMistake(f"{path}: cannot be read: {error.strerror}", _EXAMPLE) from None
    if len(data) > _LARGEST:
        size = f"larger than {_LARGEST // 1024} KiB"
        raise UserMistake(f"{path}: {size}: this is no estate file", _EXAMPLE)
    return data


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = Complaint(line, (), "not UTF-8 from here on")
        raise refuse(path, [said], "Save the file as UTF-8.") from None


def _whole(path: Path, tree: Tree) -> object:
    if not isinstance(tree.value, dict):
        what = "is empty" if tree.value is None else "must be a mapping of keys to values"
        raise refuse(path, [Complaint(1, (), what)])
    return tree.value
