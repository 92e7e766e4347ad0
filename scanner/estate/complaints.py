"""What is wrong with an estate file, each with its place; all of it told at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

from scanner.errors import UserMistake

Place: TypeAlias = tuple[str | int, ...]

_SECRET_WORDS = frozenset({"password", "passwd", "passphrase", "pwd", "secret", "token", "apikey"})
_SIMPLE_KEY = re.compile(r"[\w-]+")
_MOST_SHOWN = 50


@dataclass(frozen=True, order=True)
class Complaint:
    """One thing to correct; `place` is the path of keys and positions, `line` counts from 1."""

    line: int
    place: Place
    text: str

    def sentence(self, file: str) -> str:
        path = spoken(self.place)
        return f"{file}:{self.line}: {path + ': ' if path else ''}{self.text}"


def refuse(file: Path, complaints: Iterable[Complaint], hint: str = "") -> UserMistake:
    """The error to raise; of several complaints about one place the first given stands."""
    kept = {complaint.place: complaint for complaint in reversed(list(complaints))}
    ordered = sorted(kept.values(), key=lambda complaint: (complaint.line, spoken(complaint.place)))
    lines = [complaint.sentence(str(file)) for complaint in ordered[:_MOST_SHOWN]]
    if len(ordered) > _MOST_SHOWN:
        lines.append(f"… and {len(ordered) - _MOST_SHOWN} more")
    return UserMistake("\n".join(lines), hint or _hint(len(ordered)))


def _hint(number: int) -> str:
    what = "this place" if number == 1 else f"these {number} places"
    return f"Correct {what}; 'btsready init' writes a commented example."


def spoken(place: Place) -> str:
    """`groups[0].management.server`. Ends at a key that names a secret: what stands below it may
    be the secret itself."""
    said = ""
    for step in place:
        if isinstance(step, int):
            said += f"[{step}]"
        else:
            said += (
                f"[{step!r}]" if not _SIMPLE_KEY.fullmatch(step) else f"{'.' * bool(said)}{step}"
            )
            if names_secret(step):
                break
    return said


def names_secret(key: str) -> bool:
    return not _SECRET_WORDS.isdisjoint(re.split(r"[^a-z0-9]+", key.casefold()))


def below_secret(place: Place) -> bool:
    """Whether what stands at that place may be a secret and must not be repeated."""
    return any(isinstance(step, str) and names_secret(step) for step in place)


def meant(given: str, known: Iterable[str]) -> str:
    """`; did you mean 'server'?`, or the whole choice where it is short, or nothing."""
    names = sorted(known)
    by_folded = {name.casefold(): name for name in names}
    near = get_close_matches(given.casefold(), list(by_folded), n=1)
    if near:
        return f"; did you mean '{by_folded[near[0]]}'?"
    return f"; known: {', '.join(names)}" if names else ""
