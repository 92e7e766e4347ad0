"""RC03."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.recovery.schedule_can_meet_the_rpo import schedule_can_meet_the_rpo as check
from scanner.facts.agent_jobs import JobSchedule
from scanner.facts.backup_chain import ChainBackup
from scanner.model.check import MissingEvidence
from scanner.model.estate import Objectives
from scanner.model.evidence import TargetKind
from scanner.model.finding import Verdict
from scanner.model.status import Status
from scanner.recovery.analysis import analyse
from tests import make
from tests.checks.recovery.groups import LOG, after, facts, unread


def judge(rpo: timedelta | None = None) -> Verdict:
    return make.verdict(check, facts(after(LOG), Objectives(rpo=rpo)))


def test_pass_says_what_it_is_made_of() -> None:
    verdict = judge()
    assert verdict.status is Status.PASS
    assert "two intervals of 15 min" in verdict.message
    assert "limit 2 h" in verdict.message


def test_boundary_at_what_the_schedule_promises() -> None:
    promise = analyse(facts(after(LOG))).promise
    assert promise
    assert judge(rpo=promise.guaranteed).status is Status.PASS
    assert judge(rpo=promise.guaranteed - timedelta(seconds=1)).status is Status.FAIL


def test_fail_says_to_run_more_often() -> None:
    verdict = judge(rpo=timedelta(minutes=20))
    assert verdict.status is Status.FAIL
    assert "more often" in verdict.fix


def test_fail_without_a_schedule() -> None:
    found = facts(after(LOG))
    bare = [
        replace(one, facts=tuple(each for each in one.facts if not isinstance(each, JobSchedule)))
        for one in found.held
    ]
    verdict = make.verdict(check, replace(found, held=tuple(bare)))
    assert verdict.status is Status.FAIL
    assert "No schedule runs the backup job" in verdict.message


@pytest.mark.parametrize("fact", [JobSchedule, ChainBackup])
def test_gap(fact: type) -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, unread(facts(after(LOG)), TargetKind.SQL, fact))
