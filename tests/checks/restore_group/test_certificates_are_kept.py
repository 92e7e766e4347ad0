"""RG05: a person's to say."""

import pytest

from checks.restore_group.certificates_are_kept import certificates_are_kept as check
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make
from tests.checks.restore_group import standard


def test_pass_is_never_said_by_a_machine() -> None:
    verdict = standard.judge(check)
    assert verdict.status is Status.NOT_CHECKED
    assert "BTS01's store" in verdict.settle


def test_fail_is_never_said_by_a_machine() -> None:
    assert standard.judge(check, address_book=False).status is Status.NOT_CHECKED


def test_boundary_other_editions_are_not_concerned() -> None:
    standard.assert_standard_alone_is_concerned(check)


def test_gap_is_missing_evidence() -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(standard.SQL, standard.GONE))
