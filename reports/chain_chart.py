"""The backup chain as a picture: sets over time, what breaks it, and the marks within reach.

Of thousands of sets one stroke a pixel is drawn, so that it stays small whatever is kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reports.chain_table import broken, kind_of_set, lane_of
from reports.values import minute
from reports.words import Kind
from scanner.model.run import ChainSet, Recovery, SetType

LEFT, RIGHT = 68, 714
TOP, LANE, HEIGHT, FOOT = 20, 26, 18, 16
APART = 12  # closer, two numbers would lie upon each other
MOST_TICKS = 9
HOURS = (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 672, 1344, 2688, 8760)
LANES = {SetType.FULL: "Full sets", SetType.LOG: "Log sets"}
REACHED = "Restorable"


@dataclass(frozen=True)
class Stroke:
    """Upright lines of one kind as the path of an SVG; what is not good is half as high."""

    kind: Kind
    path: str


@dataclass(frozen=True)
class Lane:
    label: str
    y: int
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True)
class Place:
    """A place of the time axis; its label is empty for want of room."""

    x: int
    label: str


@dataclass(frozen=True)
class Chart:
    """Lengths in units of the viewBox; `said` tells it to those who cannot see it."""

    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Place, ...]
    breaks: tuple[Place, ...]
    said: str


@dataclass(frozen=True)
class Axis:
    """UTC from left to right."""

    begin: datetime
    end: datetime

    def x(self, moment: datetime) -> int:
        return round(LEFT + (RIGHT - LEFT) * ((moment - self.begin) / (self.end - self.begin)))


def chart(found: Recovery, now: datetime) -> Chart | None:
    """None where no set has a time."""
    times = [one.time for one in found.sets if one.time]
    if not times:
        return None
    end = max(now, *times)
    axis = Axis(min(*times, end - timedelta(hours=1)), end)
    placed = dict(_placed(found.sets, axis))
    lanes = tuple(_lanes(placed, list(_reached(found, axis))))
    return Chart(
        height=TOP + LANE * len(lanes) + FOOT,
        lanes=lanes,
        ticks=tuple(_ticks(axis)),
        breaks=tuple(_breaks(placed)),
        said=_said(found.sets, axis),
    )


def _placed(sets: Iterable[ChainSet], axis: Axis) -> Iterator[tuple[ChainSet, int]]:
    """A set without a time stands where the one before it does."""
    last = axis.begin
    for one in sets:
        last = one.time or last
        yield one, axis.x(last)


def _lanes(placed: dict[ChainSet, int], reached: Sequence[tuple[Kind, int]]) -> Iterator[Lane]:
    for number, (lane, label) in enumerate(LANES.items()):
        alike = [(kind_of_set(one), x) for one, x in placed.items() if lane_of(one) is lane]
        yield _drawn(label, TOP + LANE * number, alike)
    yield _drawn(REACHED, TOP + LANE * len(LANES), reached)


def _reached(found: Recovery, axis: Axis) -> Iterator[tuple[Kind, int]]:
    """Marks that the copies which survive the worst loss lead to; the newest is not guaranteed."""
    safe = found.worst.guaranteed if found.worst else None
    for one in (*found.older, safe):
        if one and one.time:
            yield Kind.PASS, axis.x(one.time)
    newest = found.worst.newest if found.worst else None
    if newest and newest.time:
        yield Kind.NOT_CHECKED, axis.x(newest.time)


def _drawn(label: str, y: int, placed: Iterable[tuple[Kind, int]]) -> Lane:
    kinds: dict[Kind, set[int]] = {}
    for kind, x in placed:
        kinds.setdefault(kind, set()).add(x)
    return Lane(label, y, tuple(Stroke(kind, _path(kind, y, at)) for kind, at in kinds.items()))


def _path(kind: Kind, y: int, at: Iterable[int]) -> str:
    top = y if kind is Kind.PASS else y + HEIGHT // 2
    return "".join(f"M{x} {top}V{y + HEIGHT}" for x in sorted(at))


def _ticks(axis: Axis) -> Iterator[Place]:
    steps = (timedelta(hours=hours) for hours in HOURS)
    span = axis.end - axis.begin
    step = next((one for one in steps if span / one <= MOST_TICKS), span)
    at = axis.begin.replace(hour=0, minute=0, second=0, microsecond=0)
    while at <= axis.end:
        if at >= axis.begin:
            yield Place(axis.x(at), f"{at:%m-%d}" if at.hour == 0 else f"{at:%H:%M}")
        at += step


def _breaks(placed: dict[ChainSet, int]) -> Iterator[Place]:
    """One at the beginning of each stretch; its number only where there is room for it."""
    last = -APART
    for number, alike in enumerate(broken(placed), start=1):
        x = placed[alike[0]]
        if x - last >= APART:
            last = x
            yield Place(x, str(number))
        else:
            yield Place(x, "")


def _said(sets: Sequence[ChainSet], axis: Axis) -> str:
    full, log = (sum(one.type is lane for one in sets) for lane in LANES)
    count = len(broken(sets))
    breaks = {0: "no break", 1: "1 break"}.get(count, f"{count} breaks")
    return (
        f"Backup sets since {minute(axis.begin)}: {full} full, {log} log, {breaks} of the log "
        "chain. The table tells the same."
    )
