"""BA04."""

from typing import Any

import pytest

from checks.bam.archived_data_is_backed_up import archived_data_is_backed_up as check
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

ARCHIVE = DatabaseRef("SQL01", "BAMArchive")
NAMED = make.bam_database("ArchivingDatabase", ARCHIVE.name)


def judge(*facts: object, **usage: Any) -> Verdict:
    known = (make.biztalk_group(), make.bam_usage(**{"cubes": 0, **usage}), *NAMED)
    return make.verdict(check, make.facts(make.sql("SQL01", *known, *facts)))


def test_pass_with_a_backup_since() -> None:
    assert judge(make.full_backup(ARCHIVE.name)).status is Status.PASS


def test_pass_when_the_backup_job_has_it() -> None:
    assert judge(make.backup_database(ARCHIVE)).status is Status.PASS


def test_fail_without_a_backup() -> None:
    verdict = judge()
    assert verdict.status is Status.FAIL
    assert "No full backup of BAMArchive holds" in verdict.message


def test_boundary_of_the_window() -> None:
    inside = make.full_backup(ARCHIVE.name, finished=make.ago(hours=57))
    assert judge(inside).status is Status.PASS
    outside = make.full_backup(ARCHIVE.name, finished=make.ago(hours=57, seconds=1))
    assert judge(outside).status is Status.FAIL


def test_not_applicable_when_nothing_was_archived() -> None:
    assert judge(archived=None).status is Status.NOT_APPLICABLE
    known = (make.biztalk_group(), make.bam_usage(archiving_activities=0, archived=None))
    star = make.bam_database("StarSchemaDatabase", "BAMStarSchema")
    verdict = make.verdict(check, make.facts(make.sql("SQL01", *known, *star)))
    assert verdict.status is Status.NOT_APPLICABLE


def test_not_applicable_without_bam() -> None:
    sql = make.sql("SQL01", make.biztalk_group(bam=None))
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE


def test_archive_that_is_not_named_is_not_checked() -> None:
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_usage(), make.bam_property())
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_CHECKED


def test_gap_in_msdb_is_no_verdict() -> None:
    known = make.sql("SQL01", make.biztalk_group(), make.bam_usage(cubes=0), *NAMED)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(known, make.gap(RecordedBackup, make.sql("SQL01"))))
