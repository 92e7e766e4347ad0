"""RC04."""

from datetime import timedelta

import pytest

from checks.recovery.past_losses_were_within_rpo import past_losses_were_within_rpo as check
from scanner.facts.backup_chain import ChainBackup
from scanner.model.check import MissingEvidence
from scanner.model.estate import Objectives
from scanner.model.evidence import TargetKind
from scanner.model.status import Status
from scanner.recovery.analysis import analyse
from tests import make
from tests.checks.recovery.groups import LOG, after, facts, judged, purged, unread
from tests.recovery_oracle.scripts import Event

PARTIAL: Event = ("partial log", 1, 0)
FULL: Event = ("full", 9, 0)
HOUR = timedelta(hours=1)


def test_pass_says_the_worst_minute() -> None:
    verdict = judged(check, LOG, LOG, rpo=HOUR)
    assert verdict.status is Status.PASS
    assert "the worst loss would have been" in verdict.message


def test_fail_says_when_and_why() -> None:
    verdict = judged(check, LOG, PARTIAL, *[LOG] * 7, FULL, LOG, rpo=HOUR)
    assert verdict.status is Status.FAIL
    assert "The cause: a missing backup of Db1 in set 4" in verdict.message


def test_boundary_at_the_worst_loss() -> None:
    world = after(LOG, LOG)
    worst = analyse(facts(world)).exposure
    assert worst
    limits = (worst.loss, Status.PASS), (worst.loss - timedelta(seconds=1), Status.FAIL)
    for rpo, status in limits:
        assert make.verdict(check, facts(world, Objectives(rpo=rpo))).status is status


def test_fail_where_no_minute_had_a_point() -> None:
    assert "No minute" in judged(check, ("partial log", 0, 0)).message


def test_not_checked_where_nothing_is_proved() -> None:
    verdict = make.verdict(check, purged(facts(after(LOG, LOG))))
    assert verdict.status is Status.NOT_CHECKED


def test_gap() -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, unread(facts(after(LOG)), TargetKind.SQL, ChainBackup))
