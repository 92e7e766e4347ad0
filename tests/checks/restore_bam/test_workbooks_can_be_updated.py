"""RB03: a person's to say."""

import pytest

from checks.restore_bam.workbooks_can_be_updated import workbooks_can_be_updated as check
from scanner.facts.bam import BamUsage
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make


def judge(**usage: int) -> Verdict:
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_usage(**usage))
    return make.verdict(check, make.facts(sql))


def test_pass_is_never_said_by_a_machine() -> None:
    verdict = judge()
    assert verdict.status is Status.NOT_CHECKED
    assert "2 activities and 1 cube" in verdict.message
    assert "_LiveData.xls" in verdict.settle


def test_fail_is_never_said_by_a_machine() -> None:
    assert "1 activity and 0 cubes" in judge(activities=1, cubes=0).message


def test_boundary_nothing_deployed_has_no_workbooks() -> None:
    assert judge(activities=0, cubes=1).status is Status.NOT_CHECKED
    assert judge(activities=0, cubes=0).status is Status.NOT_APPLICABLE
    sql = make.sql("SQL01", make.biztalk_group(bam=None))
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE


def test_gap_is_missing_evidence() -> None:
    gone = make.gap(BamUsage, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.sql("SQL01", make.biztalk_group()), gone))
