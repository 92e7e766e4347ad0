"""Every minute of a world's past: what would have been lost, had the servers died then."""

from datetime import datetime, timedelta

from tests.recovery_oracle.restore import Oracle
from tests.recovery_oracle.world import SimSet, World

MINUTE = timedelta(minutes=1)
Worst = tuple[datetime, datetime, timedelta]


def worst_minute(world: World, now: datetime) -> Worst | None:
    """The first minute with a guaranteed point, the worst minute since, and its loss."""
    pairs = Oracle(world, forgives=True).pairs()
    fulls = {one.id: one for one in world.sets if one.id in pairs}
    minute = min(one.begun for one in world.sets).replace(second=0, microsecond=0)
    since: datetime | None = None
    worst: Worst | None = None
    while (minute := minute + MINUTE) <= now:
        point = _guaranteed(world, pairs, fulls, minute)
        if point is None:
            continue
        since = since or minute
        loss = minute - point.begun
        if worst is None or loss > worst[2]:
            worst = (since, minute, loss)
    return worst


def _guaranteed(
    world: World, pairs: dict[int, list[SimSet]], fulls: dict[int, SimSet], minute: datetime
) -> SimSet | None:
    """Only sets that were finished by then are there; a way needs every log set on it."""
    there = {one.id for one in world.sets if one.finished <= minute}
    points: list[SimSet] = []
    for number, logs in pairs.items():
        reached = [
            log for log in logs if number in there and _between(world, number, log.id) <= there
        ]
        points += sorted(reached, key=lambda one: one.id)[-2:-1]
    return max(points, key=lambda one: one.id, default=None)


def _between(world: World, full: int, log: int) -> set[int]:
    return {one.id for one in world.sets if one.kind == "lg" and full < one.id <= log}
