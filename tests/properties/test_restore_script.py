"""The generated script, run step by step, brings every database to the mark that it promises."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.model.estate import Loss
from scanner.recovery.analysis import analyse
from scanner.recovery.flaws import Why
from scanner.recovery.history import History, gather
from scanner.recovery.points import Point, outcome
from scanner.recovery.restore_script import Heading, restore_script
from scanner.recovery.restore_sequence import Destination, restore_sequence
from scanner.recovery.scenarios import Scenario, scenarios
from scanner.recovery.sound import Survives, everything
from tests.properties.test_recovery_oracle import left
from tests.recovery_oracle.evidence import facts_of
from tests.recovery_oracle.scripts import Event, events, layouts, played
from tests.recovery_oracle.server import Backup
from tests.recovery_oracle.tries import TIMES, each
from tests.recovery_oracle.world import PERSON, Layout, World
from tests.restore_simulator.instance import TOO_LATE, Instance, Refused

HEADING = Heading("Production", "", "0" * 64)
LOG: Event = ("log", 9, 0)

pytestmark = pytest.mark.slow


@given(layouts, events())
@settings(each, max_examples=500 * TIMES)
def test_every_point_is_reached_by_its_script(layout: Layout, story: list[Event]) -> None:
    world = played(layout, story)
    facts = facts_of(world)
    history = gather(facts)
    for scenario in (Scenario(Loss.NOTHING), *scenarios(facts, history)):
        found = outcome(history, scenario.survives)
        survivors = left(scenario, layout)
        for point in {one for one in (found.newest, found.guaranteed, *found.older) if one}:
            instances = restored(world, history, point, scenario.survives, survivors)
            for database in world.databases:
                at = instances[database.ref.server].databases[database.ref.name]
                assert (at.is_open, at.newest.mark) == (True, point.mark)


@given(st.integers(0, 2), st.integers(1, 4), st.integers(1, 4), st.booleans())
@settings(each, max_examples=60 * TIMES)
def test_foreign_log_backup_stops_the_script_where_the_analysis_said(
    number: int, before: int, after: int, to_null: bool
) -> None:
    world = played(Layout(), [LOG] * before)
    database = world.databases[number]
    database.work()
    path = "NUL" if to_null else rf"{world.layout.folder}\own.trn"
    world.backup(database, False, world.order(path, PERSON))
    for _ in range(after):
        world.run(full=False)
    history = gather(facts_of(world))
    (broken,) = (one for one in analyse(facts_of(world)).breaks if one.why is Why.FOREIGN_LOG)
    last = history.logs[-1]
    beyond = Point(history.fulls[0].id, last.id, len(history.logs), last.set.mark, last.time)
    with pytest.raises(Refused) as refused:
        restored(world, history, beyond, everything)
    assert refused.value.number == TOO_LATE
    assert broken.database == (database.ref.server.casefold(), refused.value.database.casefold())
    (cut,) = (one for one in history.logs if one.id == broken.set_id)
    assert refused.value.path == cut.members[broken.database].row.path
    restored(world, history, whole(history), everything)


def whole(history: History) -> Point:
    found = outcome(history).newest
    assert found
    return found


def restored(
    world: World,
    history: History,
    point: Point,
    survives: Survives,
    machines: object = None,
) -> Mapping[str, Instance]:
    """Every destination after its script; Refused where one of them ends early."""
    disk = {path: (made, size) for path, made, size in files(world)}
    found = {}
    for one in restore_sequence(history, point, survives):
        instance = Instance(one.source, _Disk(disk, machines))
        found[one.source] = instance
        instance.run(restore_script(one, Destination(one.source), HEADING))
    return found


class _Disk:
    def __init__(self, files: Mapping[str, tuple[Backup, int]], machines: object) -> None:
        self.files, self.machines = files, machines

    def __call__(self, path: str) -> tuple[Backup, int] | None:
        if callable(self.machines) and not self.machines(path.split("\\")[2]):
            return None
        return self.files.get(path)


def files(world: World) -> list[tuple[str, Backup, int]]:
    """Every file with what is in it; a copy has the name of its original."""
    made = {
        one.order.path.rpartition("\\")[2]: one
        for database in world.databases
        for one in database.backups
    }
    return [(path, made[path.rpartition("\\")[2]], size) for path, size in world.files.items()]
