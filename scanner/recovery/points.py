"""The moments that all databases of a group can be restored to together.

Microsoft's texts disagree whether the last mark of a chain may be used or only the one before it
(learn.microsoft.com, biztalk/core/log-shipping), so only the one before it is guaranteed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scanner.recovery.backup_sets import DatabaseKey
from scanner.recovery.chain import Chains, Walk
from scanner.recovery.flaws import Flaw
from scanner.recovery.history import History
from scanner.recovery.sound import Eyes, Survives, everything, set_flaws


@dataclass(frozen=True)
class Point:
    """The mark of log set `log_id`, reached from full set `full_id` over `log_count` log sets.

    `time` None: whether the stamp is UTC or local time is not settled. `doubts` cannot be proved.
    """

    full_id: int
    log_id: int
    log_count: int
    mark: str
    time: datetime | None
    doubts: tuple[Flaw, ...] = ()

    @property
    def is_proved(self) -> bool:
        return not self.doubts


@dataclass(frozen=True)
class Outcome:
    """What a restore could reach. `limited_by` is what ends the chain of the newest point.

    `newest` and `guaranteed` take doubts for good; `proved` is what is guaranteed without any.
    `older` are the other marks that can be restored to, newest first, by full and log set.
    """

    newest: Point | None
    guaranteed: Point | None
    proved: Point | None
    older: tuple[Point, ...]
    limited_by: tuple[Flaw, ...]

    @property
    def limiting_databases(self) -> tuple[DatabaseKey, ...]:
        """Empty where nothing but the next run of the job is missing."""
        return tuple(dict.fromkeys(one.database for one in self.limited_by if one.database))


def outcome(history: History, survives: Survives = everything) -> Outcome:
    chains = Chains(history, Eyes(survives))
    best = {at: walk for walk in chains.walks for at in chains.usable(walk)}
    newest = max(best, default=None)
    reached = max(chains.walks, key=lambda walk: (walk.end, walk.full.id), default=None)
    return Outcome(
        newest=None if newest is None else _point(chains, best[newest], newest),
        guaranteed=_guaranteed(chains),
        proved=_guaranteed(Chains(history, Eyes(survives, strict=True))),
        older=tuple(
            _point(chains, best[at], at, with_doubts=False)
            for at in sorted(best, reverse=True)
            if at != newest
        ),
        limited_by=reached.stopped_by if reached else _no_full(chains),
    )


def _guaranteed(chains: Chains) -> Point | None:
    """The newest, from the newest full set that leads there."""
    found = max(
        ((at, walk.full.id, walk) for walk, at in guaranteed(chains)),
        default=None,
        key=lambda one: one[:2],
    )
    return _point(chains, found[2], found[0]) if found else None


def guaranteed(chains: Chains) -> Iterator[tuple[Walk, int]]:
    """Of every walk the usable mark before its last one."""
    for walk in chains.walks:
        usable = list(chains.usable(walk))
        if len(usable) > 1:
            yield walk, usable[-2]


def _point(chains: Chains, walk: Walk, at: int, with_doubts: bool = True) -> Point:
    log = chains.logs[at]
    doubts = chains.doubts(walk, at) if with_doubts else ()
    return Point(walk.full.id, log.id, at - walk.first + 1, log.set.mark, log.time, doubts)


def _no_full(chains: Chains) -> tuple[Flaw, ...]:
    """What is wrong with the newest full set, where none can be used."""
    fulls = chains.history.fulls
    return set_flaws(fulls[-1], chains.history.expected, chains.eyes) if fulls else ()
