"""RC01."""

import pytest

from checks.recovery.log_chain_is_unbroken import log_chain_is_unbroken as check
from scanner.facts.backup_chain import ChainBackup
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.evidence import TargetKind
from scanner.model.status import Status
from tests import make
from tests.checks.recovery.groups import FULL, LOG, after, facts, judged, purged, unread
from tests.recovery_oracle.scripts import Event

FOREIGN: Event = ("foreign", 1, 8)  # a log backup beside the job's files
COPY_ONLY: Event = ("foreign", 1, 8 + 2)
FOREIGN_FULL: Event = ("foreign", 1, 8 + 1)


def test_pass_says_from_where_to_where() -> None:
    verdict = judged(check, LOG, LOG)
    assert verdict.status is Status.PASS
    assert "From full set 1 on, 3 log sets follow" in verdict.message
    assert len(verdict.cites) == 4


def test_fail_names_who_broke_it() -> None:
    verdict = judged(check, LOG, FOREIGN, LOG)
    assert verdict.status is Status.FAIL
    assert "ends with log set 3: a log backup of Db1 outside the job" in verdict.message
    assert "Some Backup Tool" in verdict.message
    assert "sp_ForceFullBackup" in verdict.fix


def test_fail_as_soon_as_it_happens() -> None:
    assert "since the newest set" in judged(check, LOG, FOREIGN).message


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ((LOG, COPY_ONLY, LOG), Status.PASS),
        ((LOG, FOREIGN_FULL, LOG), Status.PASS),
        ((LOG, ("partial log", 1, 0)), Status.FAIL),
        ((LOG, ("partial log", 1, 0), FULL), Status.PASS),
        ((LOG, ("partial full", 1, 0), LOG), Status.PASS),
        ((LOG, ("model", 1, 0)), Status.FAIL),
        ((LOG, ("restored", 1, 0)), Status.FAIL),
        ((LOG, ("deleted", 0, 0)), Status.FAIL),
        ((LOG, ("shortened", 0, 0)), Status.FAIL),
    ],
)
def test_boundary_between_harm_and_none(events: tuple[Event, ...], status: Status) -> None:
    assert judged(check, *events).status is status


def test_not_checked_where_msdb_was_purged() -> None:
    verdict = make.verdict(check, purged(facts(after(LOG, LOG))))
    assert verdict.status is Status.NOT_CHECKED
    assert "that msdb no longer knows" in verdict.message
    assert "Restore the backups once" in verdict.settle


@pytest.mark.parametrize(
    ("kind", "fact"), [(TargetKind.SQL, ChainBackup), (TargetKind.SHARE, StoredFile)]
)
def test_gap(kind: TargetKind, fact: type) -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, unread(facts(after(LOG, LOG)), kind, fact))


def test_a_break_that_was_seen_is_one_though_files_are_not() -> None:
    broken = unread(facts(after(LOG, FOREIGN, LOG)), TargetKind.SHARE, StoredFile)
    assert make.verdict(check, broken).status is Status.FAIL
