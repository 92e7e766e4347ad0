"""BA01."""

from typing import Any

import pytest

from checks.bam.bam_databases_are_backed_up import bam_databases_are_backed_up as check
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.bam import BamUsage
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

STAR = DatabaseRef("SQL01", "BAMStarSchema")
NAMED = make.bam_database("StarSchemaDatabase", STAR.name)
NO_ARCHIVE: dict[str, Any] = {"archiving_activities": 0, "archived": None}


def judge(*facts: object, **usage: Any) -> Verdict:
    known = (make.biztalk_group(), make.bam_usage(**NO_ARCHIVE | usage), *NAMED)
    return make.verdict(check, make.facts(make.sql("SQL01", *known, *facts)))


def test_pass_after_the_last_change() -> None:
    assert judge(make.full_backup(STAR.name)).status is Status.PASS


def test_pass_when_the_backup_job_has_it() -> None:
    verdict = judge(make.backup_database(STAR))
    assert verdict.status is Status.PASS
    assert verdict.cites == (make.backup_database(STAR),)


def test_pass_before_the_last_cube_while_recent() -> None:
    backup = make.full_backup(STAR.name, started=make.ago(hours=25), finished=make.ago(hours=25))
    assert judge(backup, cube_ended=make.ago(hours=1)).status is Status.PASS


def test_fail_when_bam_was_changed_after_it() -> None:
    verdict = judge(make.full_backup(STAR.name), changed=make.ago(hours=1))
    assert verdict.status is Status.FAIL
    assert "BAM was changed after it began, 2026-11-22 04:00 UTC" in verdict.message


def test_fail_without_a_backup() -> None:
    verdict = judge(make.full_backup("msdb", finished=make.ago(days=34)))
    assert verdict.status is Status.FAIL
    assert "BAMStarSchema" in verdict.fix
    assert judge().status is Status.FAIL


def test_fail_for_a_log_backup_alone() -> None:
    log = make.full_backup(STAR.name, type="L", finished=make.ago(days=34))
    assert judge(log).status is Status.FAIL


def test_boundary_of_the_cube_and_the_limit() -> None:
    ended = make.ago(hours=26)
    at_limit = make.full_backup(STAR.name, started=ended, finished=ended)
    assert judge(at_limit, cube_ended=make.ago(hours=1)).status is Status.PASS
    past = make.ago(hours=26, seconds=1)
    late = make.full_backup(STAR.name, started=past, finished=past)
    assert judge(late, cube_ended=make.ago(hours=1)).status is Status.FAIL


def test_change_before_the_record_begins_is_not_checked() -> None:
    verdict = judge(make.full_backup("msdb", finished=make.ago(hours=40)))
    assert verdict.status is Status.NOT_CHECKED
    assert "newer than that" in verdict.settle


def test_database_that_is_needed_but_not_named_is_not_checked() -> None:
    known = (make.biztalk_group(), make.bam_usage(**NO_ARCHIVE), make.bam_property())
    found = make.verdicts(check, make.facts(make.sql("SQL01", *known)))
    assert {name: one.status for name, one in found.items()} == {
        "BAM star schema": Status.NOT_CHECKED
    }


def test_not_applicable_without_bam_or_need() -> None:
    group = make.biztalk_group(bam=None)
    verdict = make.verdict(check, make.facts(make.sql("SQL01", group)))
    assert (verdict.status, verdict.cites) == (Status.NOT_APPLICABLE, (group,))
    usage = make.bam_usage(**NO_ARCHIVE, cubes=0, olap_cubes=0)
    sql = make.sql("SQL01", make.biztalk_group(), usage, make.bam_property())
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE


@pytest.mark.parametrize("kind", [BamUsage, RecordedBackup])
def test_gap_is_no_verdict(kind: type) -> None:
    known = make.sql("SQL01", make.biztalk_group(), make.bam_usage(), *NAMED)
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(known, make.gap(kind, make.sql("SQL01"))))


def test_gap_where_the_database_is_elsewhere_and_was_not_asked() -> None:
    named = make.bam_database("StarSchemaDatabase", STAR.name, "DWH01")
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_usage(**NO_ARCHIVE), *named)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(sql))
