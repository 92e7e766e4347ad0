"""BP04."""

from typing import Any

import pytest

from checks.bam.configuration_history_is_kept import configuration_history_is_kept as check
from scanner.facts.iis import HistoryService
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.biztalk_group(), make.bam_property(), make.portal_address())


def judge(**changes: Any) -> Verdict:
    service = make.history_service(**changes)
    return make.verdict(check, make.facts(SQL, make.host("WEB01", service)))


def test_pass_when_it_runs_and_starts_by_itself() -> None:
    assert judge().status is Status.PASS


def test_fail_when_stopped_or_absent() -> None:
    assert "does not run" in judge(running=False).message
    absent = judge(installed=False, running=False, start_mode="")
    assert absent.status is Status.FAIL
    assert "has no service AppHostSvc" in absent.message


def test_boundary_running_but_started_by_hand() -> None:
    verdict = judge(start_mode="Manual")
    assert verdict.status is Status.FAIL
    assert "starts by hand (Manual)" in verdict.message


def test_gap_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, make.gap(HistoryService, make.host("WEB01"))))
