"""RC05."""

from datetime import timedelta

import pytest

from checks.recovery.restore_time_is_within_rto import restore_time_is_within_rto as check
from scanner.facts.backup_chain import ChainBackup
from scanner.model.check import MissingEvidence
from scanner.model.estate import Objectives
from scanner.model.evidence import TargetKind
from scanner.model.finding import Verdict
from scanner.model.status import Status
from scanner.recovery.analysis import analyse
from tests import make
from tests.checks.recovery.groups import LOG, after, facts, purged, unread


def judge(rto: timedelta | None = None) -> Verdict:
    return make.verdict(check, facts(after(LOG, LOG), Objectives(rto=rto)))


def test_pass_says_its_basis() -> None:
    verdict = judge()
    assert verdict.status is Status.PASS
    assert "estimated by how fast the backups were made; limit 1 d" in verdict.message


def test_boundary_at_the_estimate() -> None:
    estimate = analyse(facts(after(LOG, LOG))).restore_time
    assert estimate
    assert judge(rto=estimate.duration).status is Status.PASS
    assert judge(rto=estimate.duration - timedelta(microseconds=1)).status is Status.FAIL


def test_fail_without_a_point() -> None:
    every_file = [("deleted", 0, 0)] * 4
    verdict = make.verdict(check, facts(after(*every_file)))
    assert verdict.status is Status.FAIL
    assert "There is no recovery point" in verdict.message


def test_not_checked_where_sizes_are_unknown() -> None:
    assert make.verdict(check, purged(facts(after(LOG)))).status is Status.NOT_CHECKED


def test_gap() -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, unread(facts(after(LOG)), TargetKind.SQL, ChainBackup))
