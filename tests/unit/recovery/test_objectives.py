"""What the schedule promises, and how long a restore may take."""

from dataclasses import replace
from datetime import timedelta

from scanner.facts.backup_chain import Restore
from scanner.recovery.history import Member, gather
from scanner.recovery.objectives import Basis, Estimate, estimate, promise
from scanner.recovery.points import outcome
from tests import make
from tests.recovery_oracle.evidence import facts_of
from tests.recovery_oracle.scripts import played
from tests.recovery_oracle.world import Layout

HISTORY = gather(facts_of(played(Layout(("SQL01", "SQL02")), [("log", 9, 0), ("log", 9, 0)])))
SIZE = 5_000  # bytes of every backup: two full, three sets of two logs up to the newest point
ALL = SIZE * 8


def estimated(*restores: Restore) -> Estimate:
    point = outcome(HISTORY).newest
    assert point
    found = estimate(HISTORY, point, restores)
    assert found
    return found


def restore(minutes: float, kind: str = "D", size: int = 60_000) -> Restore:
    moment = make.ago(days=3) + timedelta(minutes=minutes)
    return Restore("BizTalkMgmtDb", moment, kind, "CORP\\dba", "SQL01", "BizTalkMgmtDb", size, None)


def test_estimate_rests_on_how_fast_the_backups_were_made() -> None:
    found = estimated()
    assert (found.size, found.basis) == (ALL, Basis.BACKUPS)
    assert found.rate == SIZE // 7
    assert found.duration == timedelta(seconds=ALL / found.rate)


def test_estimate_rests_on_restores_where_there_are_any() -> None:
    """Of three restores of equal size two fill the time between the first and the last."""
    found = estimated(restore(0), restore(1), restore(2))
    assert (found.basis, found.rate) == (Basis.RESTORES, 1_000)


def test_restore_next_to_a_larger_one_counts_little() -> None:
    assert estimated(restore(0, size=1_200_000), restore(2)).rate == 500


def test_single_restore_measures_nothing() -> None:
    assert estimated(restore(0)).basis is Basis.BACKUPS


def test_logs_that_are_shipped_all_day_measure_nothing() -> None:
    shipped = [restore(15 * n, "L") for n in range(40)]
    assert estimated(*shipped).basis is Basis.BACKUPS


def test_drill_before_the_newest_restore_of_logs_counts() -> None:
    drill = [restore(0), restore(30), restore(31, "L")]
    later = [restore(31 + 15 * n, "L") for n in range(1, 20)]
    assert estimated(*drill, *later).basis is Basis.RESTORES


def test_restores_of_two_drills_are_not_one() -> None:
    assert estimated(restore(0), restore(60 * 24)).basis is Basis.BACKUPS


def test_no_estimate_without_the_record_of_a_backup() -> None:
    point = outcome(HISTORY).newest
    assert point
    log = HISTORY.sets[-1]
    unknown = {key: _without_backup(one) for key, one in log.members.items()}
    cut = replace(HISTORY, sets=(*HISTORY.sets[:-1], replace(log, members=unknown)))
    assert estimate(cut, point, ()) is None


def _without_backup(one: Member) -> Member:
    return replace(one, backup=None)


def test_promise_is_interval_and_both_sets() -> None:
    found = promise([make.schedule()], HISTORY, make.NOW.date())
    assert found
    assert found.interval == timedelta(minutes=15)
    assert found.newest == found.interval + found.full_set + found.log_set
    assert found.guaranteed == found.interval + found.newest


def test_no_promise_without_a_schedule() -> None:
    assert promise([make.schedule(enabled=False)], HISTORY, make.NOW.date()) is None
