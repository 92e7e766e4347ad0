"""The newest sets of a group, from its facts."""

from datetime import timedelta

import pytest

from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import MissingEvidence
from scanner.recovery.newest import newest_complete_full_set, newest_complete_log_set, partial_after
from scanner.recovery.utc_or_local import BY_STEP
from tests import make

OFFSET = timedelta(hours=10)


def facts(*given: object, offset: timedelta = timedelta(0)) -> make.HandFacts:
    known = (make.instance(offset=offset), make.backup_database())
    return make.facts(make.sql("SQL01", *known, *given))


def test_nothing_without_sets() -> None:
    assert newest_complete_full_set(facts()) is None
    assert newest_complete_log_set(facts()) is None


def test_log_set_with_its_mark_and_time() -> None:
    full = make.backup_set(1, type="db", stamp=make.ago(hours=5))
    found = newest_complete_log_set(facts(*full, *make.backup_set(2)))
    assert found is not None
    assert found.time == make.ago(minutes=10)
    assert found.set.mark == "BTS_2026_11_22_04_50_00_000"


@pytest.mark.parametrize("local", [False, True])
def test_full_and_log_steps_keep_their_own_time(local: bool) -> None:
    full = make.backup_set(1, type="db", stamp=make.ago(hours=5) + OFFSET)
    steps = (
        make.full_step(command="exec sp_BackupAllFull_Schedule 'd','BTS','D:\\',0,0,1"),
        make.log_step(command=f"exec sp_MarkAll 'BTS','D:\\',{int(local)}"),
    )
    stamp = make.ago(minutes=10) + (OFFSET if local else timedelta(0))
    given = facts(*full, *make.backup_set(2, stamp=stamp), *steps, offset=OFFSET)
    newest_full, newest_log = newest_complete_full_set(given), newest_complete_log_set(given)
    assert newest_full is not None
    assert newest_log is not None
    assert newest_full.base.basis == BY_STEP
    assert (newest_full.time, newest_log.time) == (make.ago(hours=5), make.ago(minutes=10))


def test_a_log_set_does_not_speak_for_a_full_set() -> None:
    full, log = make.backup_set(1, type="db"), make.backup_set(2)
    given = facts(*full, *log, make.recorded(log[0], offset=OFFSET), offset=OFFSET)
    newest_full, newest_log = newest_complete_full_set(given), newest_complete_log_set(given)
    assert newest_full is not None
    assert newest_log is not None
    assert (newest_full.time, newest_log.time) == (None, make.ago(minutes=10))


def test_partial_set_that_follows_is_of_the_same_type() -> None:
    full, log = make.backup_set(1, type="db"), make.backup_set(2, set_complete=False)
    given = facts(*full, *log)
    found = newest_complete_full_set(given)
    assert found is not None
    assert partial_after(given, found.set) is None


def test_time_is_none_when_not_settled() -> None:
    full = make.backup_set(1, type="db")
    found = newest_complete_full_set(facts(*full, offset=OFFSET))
    assert found is not None
    assert found.time is None
    assert len(found.moments) == 2


def test_missing_evidence_is_not_an_empty_history() -> None:
    missing = make.gap(BackupHistoryRow, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        newest_complete_log_set(make.facts(make.sql("SQL01", make.backup_database()), missing))
