"""BA07."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from checks.bam.bam_backups_are_in_order import bam_backups_are_in_order as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

PATH = r"\\VAULT01\bam"
GROUP = make.group(locations=(make.location(PATH, Artefact.BAM_ANALYSIS),))
NAMED = (
    *make.bam_database("ArchivingDatabase", "BAMArchive"),
    *make.bam_database("StarSchemaDatabase", "BAMStarSchema"),
    *make.bam_database("AnalysisDatabase", "BAMAnalysis"),
)
STAR, ARCHIVE = make.full_backup("BAMStarSchema"), make.full_backup("BAMArchive")
BEGUN = STAR.started
EARLIER = make.ago(hours=49)
ARCHIVED = replace(ARCHIVE, started=EARLIER, finished=EARLIER)
JOB = make.full_backup(make.BAM.name, type="L", started=EARLIER, finished=EARLIER)


def cubes(written: datetime = EARLIER) -> StoredFile:
    return make.stored_file(rf"{PATH}\BAMAnalysis.abf", PATH, written=written)


def judge(*backups: object, file: StoredFile | None = None, **usage: Any) -> Verdict:
    known = (make.biztalk_group(), make.bam_usage(**usage), *NAMED)
    share = make.share(PATH, make.folder(PATH), file or cubes())
    given = make.facts(make.sql("SQL01", *known, *backups), share, group=GROUP)
    return make.verdict(check, given)


def test_pass_in_the_documented_order() -> None:
    assert judge(STAR, ARCHIVED, JOB).status is Status.PASS


def test_pass_when_the_backup_job_has_it() -> None:
    star = make.backup_database(DatabaseRef("SQL01", "BAMStarSchema"))
    assert judge(star).status is Status.PASS


@pytest.mark.parametrize("missing", [ARCHIVED, JOB])
def test_fail_when_an_earlier_stage_has_none_before(missing: RecordedBackup) -> None:
    late = replace(missing, finished=make.ago(hours=1))
    given = [late if one == missing else one for one in (STAR, ARCHIVED, JOB)]
    verdict = judge(*given)
    assert verdict.status is Status.FAIL
    assert missing.database in verdict.message


def test_fail_when_the_cubes_were_saved_after_it() -> None:
    verdict = judge(STAR, ARCHIVED, JOB, file=cubes(make.ago(hours=1)))
    assert verdict.status is Status.FAIL
    assert "No backup of BAMAnalysis" in verdict.message


def test_fail_without_any_backup() -> None:
    assert judge(ARCHIVED, JOB).status is Status.FAIL


def test_boundary_what_ends_as_it_begins_was_before() -> None:
    ended = replace(ARCHIVE, finished=BEGUN)
    assert judge(STAR, ended, JOB, file=cubes(BEGUN)).status is Status.PASS
    assert judge(STAR, replace(ARCHIVE, finished=STAR.finished), JOB).status is Status.FAIL


def test_boundary_backups_of_before_the_last_change_do_not_count() -> None:
    assert judge(STAR, ARCHIVED, JOB, changed=EARLIER).status is Status.PASS
    assert judge(STAR, ARCHIVED, JOB, changed=make.ago(hours=48, minutes=59)).status is Status.FAIL


def test_no_place_for_the_cubes_is_not_checked() -> None:
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_usage(), *NAMED, STAR, ARCHIVED, JOB)
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_CHECKED


def test_without_cubes_their_place_does_not_matter() -> None:
    usage = make.bam_usage(olap_cubes=0)
    sql = make.sql("SQL01", make.biztalk_group(), usage, *NAMED, STAR, ARCHIVED, JOB)
    assert make.verdict(check, make.facts(sql)).status is Status.PASS


def test_not_applicable_without_a_star_schema() -> None:
    named = make.bam_database("ArchivingDatabase", "BAMArchive")
    known = (make.biztalk_group(), make.bam_usage(cubes=0, olap_cubes=0), *named)
    verdict = make.verdict(check, make.facts(make.sql("SQL01", *known)))
    assert verdict.status is Status.NOT_APPLICABLE


def test_gap_of_the_files_is_no_verdict() -> None:
    known = (make.biztalk_group(), make.bam_usage(), *NAMED, STAR, ARCHIVED, JOB)
    missing = make.gap(StoredFile, make.share(PATH))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.sql("SQL01", *known), missing, group=GROUP))
