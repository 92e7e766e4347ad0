"""BA06."""

from typing import Any

import pytest

from checks.bam.bam_packages_are_backed_up import bam_packages_are_backed_up as check
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.bam import BamPackages
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

BACKUP = make.full_backup("msdb")


def judge(*facts: object, packages: int = 3, **usage: Any) -> Verdict:
    known = (make.biztalk_group(), make.bam_usage(**usage), make.bam_packages(packages))
    return make.verdict(check, make.facts(make.sql("SQL01", *known, *facts)))


def test_pass_after_the_last_deployment() -> None:
    verdict = judge(BACKUP)
    assert verdict.status is Status.PASS
    assert "holds 3 packages of BAM" in verdict.message


def test_fail_when_bam_was_changed_after_it() -> None:
    assert judge(BACKUP, changed=make.ago(hours=1)).status is Status.FAIL


def test_fail_without_a_backup() -> None:
    assert judge().status is Status.FAIL
    log = make.full_backup("msdb", type="L", finished=make.ago(days=34))
    assert judge(log).status is Status.FAIL


def test_boundary_the_change_ends_as_the_backup_begins() -> None:
    assert judge(BACKUP, changed=BACKUP.started).status is Status.PASS


def test_change_before_the_record_begins_is_not_checked() -> None:
    assert judge(make.full_backup("BAMArchive")).status is Status.NOT_CHECKED


def test_packages_elsewhere_are_not_checked() -> None:
    assert judge(BACKUP, packages=0).status is Status.NOT_CHECKED


def test_not_applicable_without_bam_or_deployment() -> None:
    sql = make.sql("SQL01", make.biztalk_group(bam=None))
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE
    usage = make.bam_usage(activities=0, cubes=0)
    sql = make.sql("SQL01", make.biztalk_group(), usage)
    assert make.verdict(check, make.facts(sql)).cites == (usage,)


@pytest.mark.parametrize("kind", [BamPackages, RecordedBackup])
def test_gap_is_no_verdict(kind: type) -> None:
    known = (make.biztalk_group(), make.bam_usage(), make.bam_packages())
    sql = make.sql("SQL01", *known)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(kind, make.sql("SQL01"))))


def test_packages_in_the_catalogue_need_its_backup() -> None:
    catalogue = make.database("SSISDB")
    older = make.full_backup("msdb", finished=make.ago(days=34))
    assert judge(older, catalogue, packages=0).status is Status.FAIL
    saved = make.full_backup("SSISDB")
    late = judge(catalogue, saved, packages=0, changed=make.ago(hours=1))
    assert late.status is Status.FAIL
    assert "SSISDB of SQL01" in late.message


def test_the_key_of_the_catalogue_is_for_a_person() -> None:
    verdict = judge(make.database("SSISDB"), make.full_backup("SSISDB"), packages=0)
    assert verdict.status is Status.NOT_CHECKED
    assert "master key" in verdict.settle
