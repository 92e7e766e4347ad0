"""The backup chain as a table: sets alike in a row are one line, whatever the history holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.values import NOTHING, minute
from reports.words import Kind
from scanner.model.run import ChainSet, SetType

KINDS = {"complete": Kind.PASS, "partial": Kind.FAIL}
WORDS = {"complete": "Complete", "partial": "Partial", "missing": "No row", "running": "Running"}
BROKEN = "Broken"


@dataclass(frozen=True)
class Stretch:
    """Sets of one type that are alike. `number` is that of a break in the picture, or empty."""

    number: str
    sets: str
    type: str
    begun: str
    kind: Kind
    word: str
    breaks: str


def stretches(sets: Sequence[ChainSet]) -> tuple[Stretch, ...]:
    """Newest first. Breaks are numbered from the oldest, as in the picture."""
    numbers = {alike[0].id: str(at) for at, alike in enumerate(broken(sets), start=1)}
    found = [alike for lane in (SetType.FULL, SetType.LOG) for alike in in_rows(sets, lane)]
    found.sort(key=lambda alike: alike[-1].id, reverse=True)
    return tuple(_stretch(alike, numbers.get(alike[0].id, "")) for alike in found)


def in_rows(sets: Iterable[ChainSet], lane: SetType) -> list[list[ChainSet]]:
    """The sets of a lane, in the order of their ids, those alike together."""
    mine = (one for one in sets if lane_of(one) is lane)
    return [list(alike) for _, alike in groupby(mine, lambda one: (one.status, one.breaks))]


def lane_of(one: ChainSet) -> SetType:
    """An id without a row is that of a run which failed: it stands among the log sets."""
    return one.type or SetType.LOG


def broken(sets: Iterable[ChainSet]) -> list[list[ChainSet]]:
    """Where the log chain does not go on, oldest first."""
    return [alike for alike in in_rows(sets, SetType.LOG) if alike[0].breaks]


def kind_of_set(one: ChainSet) -> Kind:
    return Kind.FAIL if one.breaks else KINDS.get(one.status, Kind.NOT_CHECKED)


def _stretch(alike: Sequence[ChainSet], number: str) -> Stretch:
    first, last = alike[0], alike[-1]
    times = dict.fromkeys(minute(one.time) for one in (first, last) if one.time)
    is_broken = first.status == "complete" and first.breaks
    return Stretch(
        number=number,
        sets=f"{first.id} to {last.id}, {len(alike)} sets" if len(alike) > 1 else str(first.id),
        type=first.type.value or NOTHING,
        begun=" to ".join(times) or NOTHING,
        kind=kind_of_set(first),
        word=BROKEN if is_broken else WORDS.get(first.status, first.status),
        breaks="; ".join(first.breaks) or NOTHING,
    )
