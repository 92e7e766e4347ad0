"""Whether a stamp is UTC or local time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.facts.backup_sets import BackupHistoryRow
from scanner.recovery.backup_sets import BackupSet, backup_sets
from scanner.recovery.utc_or_local import (
    BY_ITS_FILE,
    BY_NEIGHBOURS,
    BY_STEP,
    TimeBase,
    Witnesses,
    by_file,
    settle,
)
from tests import make

EAST = timedelta(hours=10)
WEST = timedelta(hours=-8)


def a_set(number: int, local: bool = False, offset: timedelta = EAST) -> BackupSet:
    stamp = make.ago(minutes=100 - number) + (offset if local else timedelta(0))
    rows = make.backup_set(number, stamp=stamp)
    (found,) = backup_sets(rows, lambda ref: (ref.server, ref.name))
    return found


def record(
    one: BackupSet, local: bool = False, offset: timedelta = EAST, late: float = 0
) -> object:
    begun = one.stamp - (offset if local else timedelta(0)) + timedelta(minutes=late)
    return make.recorded(one.rows[0], started=begun, offset=offset)


def settled(
    sets: list[BackupSet],
    records: list[object],
    step: bool | None = None,
    offset: timedelta = EAST,
) -> TimeBase:
    return settle(sets[-1], Witnesses(sets, by_file(records), step, offset))  # type: ignore[arg-type]  # records are all of one builder


@pytest.mark.parametrize("offset", [EAST, WEST, timedelta(hours=5, minutes=45)])
@pytest.mark.parametrize("local", [False, True])
def test_own_file_settles(local: bool, offset: timedelta) -> None:
    one = a_set(1, local, offset)
    base = settled([one], [record(one, local, offset)], step=not local, offset=offset)
    assert (base.offsets, base.basis) == (((offset if local else timedelta(0)),), BY_ITS_FILE)
    assert base.moments(one.stamp) == (make.ago(minutes=99),)


def test_own_file_gives_its_own_offset_over_daylight_saving() -> None:
    one = a_set(1, local=True, offset=timedelta(hours=2))
    base = settled([one], [record(one, True, timedelta(hours=2))], offset=timedelta(hours=1))
    assert base.offsets == (timedelta(hours=2),)


def test_neighbours_settle_where_the_own_record_is_gone() -> None:
    one, two = a_set(1, local=True), a_set(2, local=True)
    base = settled([one, two], [record(one, local=True)])
    assert (base.offsets, base.basis) == ((EAST,), BY_NEIGHBOURS)


def test_neighbours_that_contradict_settle_nothing() -> None:
    one, two, three = a_set(1), a_set(2, local=True), a_set(3)
    base = settled([one, two, three], [record(one), record(two, local=True)], step=False)
    assert not base.is_settled
    assert base.offsets == (timedelta(0), EAST)


def test_only_the_nearest_neighbours_are_heard() -> None:
    old = a_set(1, local=True)
    newer = [a_set(number) for number in (2, 3, 4, 5)]
    records = [record(old, local=True), *(record(one) for one in newer[:-1])]
    assert settled([old, *newer], records).offsets == (timedelta(0),)


@pytest.mark.parametrize(("step", "offset"), [(True, EAST), (False, timedelta(0))])
def test_step_decides_without_any_record(step: bool, offset: timedelta) -> None:
    base = settled([a_set(1)], [], step=step)
    assert (base.offsets, base.basis) == ((offset,), BY_STEP)


def test_nothing_settles_without_record_and_step() -> None:
    assert settled([a_set(1)], []).offsets == (timedelta(0), EAST)


def test_a_server_on_utc_has_nothing_to_settle() -> None:
    assert settled([a_set(1)], [], offset=timedelta(0)).is_settled


@pytest.mark.parametrize(("late", "basis"), [(7.5, BY_ITS_FILE), (8, BY_STEP)])
def test_boundary_of_a_backup_that_began_late(late: float, basis: str) -> None:
    one = a_set(1)
    assert settled([one], [record(one, late=late)], step=False).basis == basis


def test_first_backup_of_the_set_speaks() -> None:
    rows: tuple[BackupHistoryRow, ...] = make.backup_set(1, make.MANAGEMENT, make.SSO)
    (one,) = backup_sets(rows, lambda ref: (ref.server, ref.name))
    late = make.recorded(rows[0], started=rows[0].stamp + timedelta(hours=3), offset=EAST)
    first = make.recorded(rows[1], offset=EAST)
    assert settled([one], [late, first]).basis == BY_ITS_FILE
    assert settled([one], [late, replace(first, device="other.bak")], step=False).basis == BY_STEP


@given(st.integers(-48, 56).filter(bool), st.booleans(), st.floats(0, 7))
def test_every_zone_comes_back(quarters: int, local: bool, late: float) -> None:
    offset = timedelta(minutes=15 * quarters)
    one = a_set(1, local, offset)
    base = settled([one], [record(one, local, offset, late)], offset=offset)
    assert base.moments(one.stamp) == (make.ago(minutes=99),)
