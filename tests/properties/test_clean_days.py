"""Ninety days on which the job does its work: no check of the backups raises a false alarm.

Each day is looked at once, at another quarter of an hour; each third time in the middle of a run.
The clocks change once. The last step of the job clears what is older than a day and a half.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

import pytest

from checks.registry import all_checks
from scanner.facts.agent_jobs import JobActivity
from scanner.facts.backup_chain import ChainBackup
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import Facts
from scanner.model.estate import Objectives
from scanner.model.status import Status
from tests import make
from tests.recovery_oracle.evidence import facts_of
from tests.recovery_oracle.world import BEGIN, PERSON, Layout, World, Zone

pytestmark = pytest.mark.slow

Made = TypeVar("Made")

DAYS, HOUR, QUARTER = 90, timedelta(hours=1), timedelta(minutes=15)
KEPT, RUNS_A_DAY = timedelta(hours=36), 96
CHANGE = BEGIN + timedelta(days=40, hours=1)
SERVERS = ("SQL01", "SQL02")
CLOCKS = {
    "UTC, clocks go forward": Layout(SERVERS, zone=Zone(HOUR, 2 * HOUR, CHANGE)),
    "local time, clocks go back": Layout(
        SERVERS, is_local_time=True, zone=Zone(2 * HOUR, HOUR, CHANGE)
    ),
}
OF_THE_BACKUPS = [one for one in all_checks() if one.id[:2] in {"BS", "RC"} or one.id == "BC02"]
OBJECTIVES = Objectives(rpo=HOUR, rto=HOUR)
NOT_SIMULATED = "Single Sign-On database"


@dataclass
class OneLook(make.HandFacts):
    """All checks of a day ask the same evidence."""

    worked: dict[Callable[[Facts], Any], Any] = field(default_factory=dict)

    def once(self, work: Callable[[Facts], Made]) -> Made:
        if work not in self.worked:
            self.worked[work] = work(self)
        return cast("Made", self.worked[work])


@pytest.mark.parametrize("layout", CLOCKS.values(), ids=CLOCKS)
def test_ninety_clean_days(layout: Layout) -> None:
    alarms = {}
    for day, found in enumerate(looked_at(layout)):
        group = replace(found.group, objectives=OBJECTIVES)
        held = (
            *found.held,
            make.sql("SQL01", make.biztalk_group(tracking=None, master_message_box=None, bam=None)),
        )
        given = OneLook(group, held, found.moment, found.skewed)
        for check in OF_THE_BACKUPS:
            for name, verdict in make.verdicts(check, given).items():
                if verdict.status is not Status.PASS and name != NOT_SIMULATED:
                    alarms[day, check.id, name] = verdict.message
    assert day == DAYS - 1
    assert not alarms


def looked_at(layout: Layout) -> Iterator[make.HandFacts]:
    """The evidence of each day; the first days only make history."""
    world = World(layout)
    for day in range(-2, DAYS):
        look = day * 37 % RUNS_A_DAY  # so that every quarter of an hour has its turn
        for run in range(RUNS_A_DAY):
            world.now = BEGIN + timedelta(days=day + 2) + run * QUARTER
            world.run(full=run == 0)
            if run == 20:
                _night(world)
            if run == look and day >= 0:
                _clear(world)
                yield _amid_a_run(world) if day % 3 == 0 else _between_runs(world, day % 12)


def _night(world: World) -> None:
    """What other tools may do: full backups, log backups that are copies."""
    for database in world.databases:
        world.backup(database, True, world.order("NUL", PERSON))
        world.backup(database, False, world.order("NUL", PERSON, is_copy_only=True))


def _clear(world: World) -> None:
    """Whole sets go, and what msdb knows of them."""
    kept = world.now - KEPT
    world.sets = [one for one in world.sets if one.begun >= kept]
    names = {path for one in world.sets for path in one.paths.values()}
    world.files = {path: size for path, size in world.files.items() if path in names}
    for database in world.databases:
        database.backups = [one for one in database.backups if one.order.started >= kept]
        database.marks = {mark: one for mark, one in database.marks.items() if one[1] >= kept}
        del database.log[:-10]  # what every set holds already


def _between_runs(world: World, minutes: int) -> make.HandFacts:
    return facts_of(world, world.now + timedelta(minutes=minutes))


def _amid_a_run(world: World) -> make.HandFacts:
    """Of the newest set one database is backed up, the other is not."""
    newest = world.sets[-1]
    moment = min(one.order.finished for one in newest.parts.values() if one)
    whole = facts_of(world, moment)
    held = [replace(one, facts=tuple(_so_far(one.facts, newest.id, moment))) for one in whole.held]
    running = make.sql("SQL01", JobActivity(make.JOB, newest.begun, None))
    return replace(whole, held=(*held, running))


def _so_far(facts: tuple[object, ...], running: int, moment: datetime) -> Iterator[object]:
    for one in facts:
        if isinstance(one, BackupHistoryRow) and one.set_id == running:
            if one.database == make.MANAGEMENT:
                yield replace(one, set_complete=False)
        elif not (isinstance(one, ChainBackup) and one.finished > moment):
            yield one
