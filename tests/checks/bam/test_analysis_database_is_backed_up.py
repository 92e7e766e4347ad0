"""BA03."""

from typing import Any

import pytest

from checks.bam.analysis_database_is_backed_up import analysis_database_is_backed_up as check
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

PATH = r"\\VAULT01\bam"
GROUP = make.group(locations=(make.location(PATH, Artefact.BAM_ANALYSIS),))
NAMED = make.bam_database("AnalysisDatabase", "BAMAnalysis")
FILE = make.stored_file(rf"{PATH}\BAMAnalysis.abf", PATH, written=make.ago(hours=48))


def _file(**changes: Any) -> StoredFile:
    name = changes.pop("name", "BAMAnalysis.abf")
    changed = {"written": make.ago(hours=48), **changes}
    return make.stored_file(rf"{PATH}\{name}", PATH, **changed)


def judge(*files: StoredFile, group: Any = GROUP, **usage: Any) -> Verdict:
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_usage(**usage), *NAMED)
    share = make.share(PATH, make.folder(PATH), *files)
    return make.verdict(check, make.facts(sql, share, group=group))


def test_pass_with_a_file_since_the_last_change() -> None:
    verdict = judge(FILE)
    assert verdict.status is Status.PASS
    assert verdict.cites[0] == FILE


def test_fail_without_a_file_of_its_name() -> None:
    for file in (_file(name="Sales.abf"), _file(name="BAMAnalysis.bak"), _file(size=0)):
        verdict = judge(file)
        assert verdict.status is Status.FAIL
        assert "holds no .abf file" in verdict.message


def test_fail_when_bam_was_changed_after_it() -> None:
    assert judge(FILE, changed=make.ago(hours=2)).status is Status.FAIL


def test_boundary_of_the_cube_and_the_limit() -> None:
    ran = {"cube_ended": make.ago(hours=1)}
    assert judge(_file(written=make.ago(hours=26)), **ran).status is Status.PASS
    assert judge(_file(written=make.ago(hours=26, seconds=1)), **ran).status is Status.FAIL


def test_no_declared_place_is_not_checked() -> None:
    assert judge(group=make.group()).status is Status.NOT_CHECKED


def test_place_on_its_own_machine_does_not_count() -> None:
    own = make.location(r"\\SQL01\bam", Artefact.BAM_ANALYSIS)
    assert judge(group=make.group(locations=(own,))).status is Status.NOT_CHECKED


def test_cubes_without_a_named_database_are_not_checked() -> None:
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_usage(), make.bam_property())
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_CHECKED


def test_not_applicable_without_bam_or_cubes() -> None:
    sql = make.sql("SQL01", make.biztalk_group(bam=None))
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE
    usage = make.bam_usage(olap_cubes=0)
    sql = make.sql("SQL01", make.biztalk_group(), usage, make.bam_property())
    assert make.verdict(check, make.facts(sql)).cites == (usage,)


def test_gap_in_the_listing_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_usage(), *NAMED)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql, make.gap(StoredFile, make.share(PATH)), group=GROUP))
