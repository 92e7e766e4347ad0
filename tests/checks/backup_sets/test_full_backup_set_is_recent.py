"""BS01."""

from datetime import timedelta
from typing import Any

import pytest

from checks.backup_sets.full_backup_set_is_recent import full_backup_set_is_recent as check
from scanner.facts.backup_sets import BackupHistoryRow, RecordedBackup
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

EXPECTED = (make.backup_database(), make.backup_database(make.SSO))
BOTH = (make.MANAGEMENT, make.SSO)


def full(set_id: int, *refs: DatabaseRef, **changes: Any) -> tuple[BackupHistoryRow, ...]:
    return make.backup_set(set_id, *(refs or BOTH), **{"type": "db", **changes})


def judge(*facts: object, **limits: object) -> Verdict:
    instance = () if any(type(one).__name__ == "Instance" for one in facts) else (make.instance(),)
    return make.verdict(
        check, make.facts(make.sql("SQL01", *instance, *EXPECTED, *facts)), **limits
    )


def test_pass_says_set_time_age_and_limit() -> None:
    verdict = judge(*full(5, stamp=make.ago(hours=3)))
    assert verdict.status is Status.PASS
    for said in ("set is 5", "2026-11-22 02:00 UTC", "3 h ago", "limit 1 d 2 h"):
        assert said in verdict.message


def test_fail_for_an_old_one() -> None:
    verdict = judge(*full(5, stamp=make.ago(days=9)))
    assert verdict.status is Status.FAIL
    assert "sp_ForceFullBackup in BizTalkMgmtDb on SQL01" in verdict.fix


def test_fail_names_what_the_next_set_lacks() -> None:
    verdict = judge(*full(5, stamp=make.ago(days=9)), *full(8, make.MANAGEMENT))
    assert "Set 8, which followed, lacks SSODB." in verdict.message


def test_fail_without_any() -> None:
    assert "None of 0 full sets" in judge().message


def test_fail_when_no_set_holds_every_database() -> None:
    verdict = judge(*full(5, make.MANAGEMENT), *full(6, set_complete=False))
    assert verdict.status is Status.FAIL
    assert "None of 2 full sets" in verdict.message


def test_an_older_complete_set_counts_when_newer_ones_are_partial() -> None:
    verdict = judge(*full(5, stamp=make.ago(hours=20)), *full(6, set_complete=False))
    assert verdict.status is Status.PASS
    assert "set is 5" in verdict.message


@pytest.mark.parametrize(
    ("over", "status"), [(timedelta(0), Status.PASS), (timedelta(seconds=1), Status.FAIL)]
)
def test_boundary_of_the_age(over: timedelta, status: Status) -> None:
    assert judge(*full(5, stamp=make.NOW - timedelta(hours=26) - over)).status is status


def test_local_stamps_are_told_by_the_record_of_the_same_file() -> None:
    offset = timedelta(hours=10)
    rows = full(5, stamp=make.ago(hours=27) + offset)
    record = make.recorded(rows[0], started=make.ago(hours=27), offset=offset)
    verdict = judge(*rows, record, make.instance(offset=offset))
    assert verdict.status is Status.FAIL
    assert "local time: msdb records the same file" in verdict.message


def test_stamp_that_is_not_settled() -> None:
    away = make.instance(offset=timedelta(hours=-8))
    assert judge(*full(5, stamp=make.ago(hours=30)), away).status is Status.NOT_CHECKED
    assert judge(*full(5, stamp=make.ago(hours=35)), away).status is Status.FAIL


def test_gap_in_the_history_is_no_verdict() -> None:
    for kind in (BackupHistoryRow, RecordedBackup):
        given = make.facts(
            make.sql("SQL01", make.instance(), *EXPECTED, *full(5)),
            make.gap(kind, make.sql("SQL01")),
        )
        with pytest.raises(MissingEvidence):
            make.verdict(check, given)


def test_gap_in_the_clock_and_the_future_are_no_verdict() -> None:
    held = make.sql("SQL01", make.instance(), *EXPECTED, *full(5))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(held, skewed=True))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(held, now=make.ago(days=1)))
