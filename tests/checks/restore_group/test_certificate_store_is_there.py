"""RG04."""

import pytest

from checks.restore_group.certificate_store_is_there import certificate_store_is_there as check
from scanner.facts.biztalk_hosts import BizTalkRegistry
from scanner.model.check import MissingEvidence
from scanner.model.status import Status
from tests import make
from tests.checks.restore_group import standard
from tests.machines import installation


def test_pass_with_the_store() -> None:
    assert standard.judge(check).status is Status.PASS


def test_fail_without_it() -> None:
    assert standard.judge(check, address_book=False).status is Status.FAIL


def test_boundary_other_editions_are_not_concerned() -> None:
    standard.assert_standard_alone_is_concerned(check)


def test_gap_is_missing_evidence() -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(standard.SQL, standard.GONE))


def test_gap_of_the_store_is_missing_evidence() -> None:
    host = make.host("BTS01", installation(edition="Standard"))
    gone = make.gap(BizTalkRegistry, make.host("BTS01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(standard.SQL, host, gone))
