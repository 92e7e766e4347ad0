"""How much work would have been lost, had the SQL Servers died at a whole minute of the past.

Seen with the knowledge of today, except that files deleted since are taken to have been there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from scanner.recovery.chain import Chains
from scanner.recovery.flaws import Flaw
from scanner.recovery.history import History, KeptSet
from scanner.recovery.sound import Eyes

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Exposure:
    """The worst loss at a whole minute between `since` and now, to the guaranteed point of then.

    `mark_time` is that of the point; `because` is what kept newer sets from counting: empty
    where no newer set was finished. `since` is when the kept history gives its first point.
    """

    since: datetime
    at: datetime
    loss: timedelta
    mark_time: datetime
    because: tuple[Flaw, ...]


@dataclass(frozen=True)
class Gain:
    """From `available` on a restore was guaranteed to reach the mark of the log set at `place`."""

    available: datetime
    place: int
    time: datetime


def worst_exposure(history: History, window: timedelta, strict: bool = False) -> Exposure | None:
    """None where the history of that window gives no point whose time is settled.

    `strict` takes what cannot be proved for broken.
    """
    chains = Chains(history, Eyes(counts_deleted=False, strict=strict))
    steps = list(_steps(_gains(chains)))
    if not steps:
        return None
    since = _minute_from(max(steps[0].available, history.now - window))
    worst: Exposure | None = None
    for step, until in _spans(steps, history.now):
        at = _last_minute_before(until)
        if at < max(since, step.available):
            continue
        if worst is None or at - step.time > worst.loss:
            because = _because(chains, step, at)
            worst = Exposure(since, at, at - step.time, step.time, because)
    return worst


def _gains(chains: Chains) -> Iterator[Gain]:
    """Of every walk, each usable mark from the end of the next usable set on."""
    for walk in chains.walks:
        ready = walk.full.finished
        before: KeptSet | None = None
        usable = set(chains.usable(walk))
        place = walk.first
        for at in range(walk.first, walk.end):
            log = chains.logs[at]
            ready = max(ready, log.finished)
            if at not in usable:
                continue
            if before is not None and before.time is not None:
                yield Gain(ready, place, before.time)
            before, place = log, at


def _steps(gains: Iterator[Gain]) -> Iterator[Gain]:
    """Those that led further than any before them."""
    best = -1
    for one in sorted(gains, key=lambda gain: (gain.available, -gain.place)):
        if one.place > best:
            best = one.place
            yield one


def _spans(steps: Sequence[Gain], now: datetime) -> Iterator[tuple[Gain, datetime]]:
    """Every step with the moment that it no longer held; the last one holds until now."""
    yield from ((one, after.available) for one, after in pairwise(steps))
    yield steps[-1], now + timedelta(microseconds=1)


def _because(chains: Chains, step: Gain, at: datetime) -> tuple[Flaw, ...]:
    """The first thing wrong with a log set after the point that was finished by then."""
    for place in range(step.place + 1, len(chains.logs)):
        if chains.logs[place].finished > at:
            break
        found = (*chains.blocks[place], *chains.joins[place], *chains.marks[place])
        broken = tuple(one for one in found if not one.is_doubt)
        if broken:
            return broken
    return ()


def _minute_from(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + MINUTE


def _last_minute_before(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole - MINUTE if whole == moment else whole
