"""BA08."""

from datetime import datetime, timedelta

import pytest

from checks.bam.tracking_analysis_is_backed_up import tracking_analysis_is_backed_up as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.bam import TrackingAnalysis
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact, Group
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

PATH, OWN = r"\\VAULT01\bam", r"\\OLAP01\bam"
GROUP = make.group(locations=(make.location(PATH, Artefact.BAM_ANALYSIS),))
KNOWN = TrackingAnalysis(DatabaseRef("OLAP01", "BizTalkAnalysisDb"))
SQL = make.sql("SQL01", KNOWN)


def cubes(written: datetime, name: str = "BizTalkAnalysisDb.abf") -> StoredFile:
    return make.stored_file(rf"{PATH}\{name}", PATH, written=written)


def judge(*files: StoredFile, group: Group = GROUP) -> Verdict:
    share = make.share(PATH, make.folder(PATH), *files)
    return make.verdict(check, make.facts(SQL, share, group=group))


def test_pass_with_a_file_elsewhere() -> None:
    assert judge(cubes(make.ago(days=3))).status is Status.PASS


def test_fail_without_a_file_of_its_name() -> None:
    for files in ((), (cubes(make.ago(days=3), "BAMAnalysis.abf"),)):
        assert judge(*files).status is Status.FAIL


def test_boundary_of_the_age() -> None:
    limit = make.ago(days=31)
    assert judge(cubes(limit)).status is Status.PASS
    assert judge(cubes(limit - timedelta(seconds=1))).status is Status.FAIL


def test_no_place_on_another_machine_is_not_checked() -> None:
    own = make.group(locations=(make.location(OWN, Artefact.BAM_ANALYSIS),))
    for group in (make.group(), own):
        assert judge(group=group).status is Status.NOT_CHECKED


def test_not_applicable_where_the_group_has_none() -> None:
    sql = make.sql("SQL01", TrackingAnalysis(None))
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE


def test_gap_of_the_group_or_the_files_is_no_verdict() -> None:
    missing = make.gap(StoredFile, make.share(PATH))
    for held in ((make.gap(TrackingAnalysis, make.sql("SQL01")),), (SQL, missing)):
        with pytest.raises(MissingEvidence):
            make.verdict(check, make.facts(*held, group=GROUP))
