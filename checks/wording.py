"""How messages say moments, spans and lists, the same in every check."""

from collections.abc import Iterable
from datetime import datetime

from scanner.recovery.newest import DatedSet


def when(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def listed(names: Iterable[str], at_most: int = 3) -> str:
    """The first few by name, the others by number."""
    every = list(names)
    said = ", ".join(every[:at_most])
    rest = len(every) - at_most
    return f"{said} and {rest} more" if rest > 0 else said


def count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def stamp_basis(found: DatedSet) -> str:
    """Why a stamp is read as UTC or as local time."""
    return f"BackupDateTime is read as {_base(found)}: {found.base.basis}."


def _base(found: DatedSet) -> str:
    if not found.base.is_settled:
        return "UTC or as local time"
    return "local time" if found.base.offsets[0] else "UTC"
