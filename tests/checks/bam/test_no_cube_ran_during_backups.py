"""BA05."""

from datetime import datetime
from typing import Any

import pytest

from checks.bam.no_cube_ran_during_backups import no_cube_ran_during_backups as check
from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

STAR = DatabaseRef("SQL01", "BAMStarSchema")
NAMED = make.bam_database("StarSchemaDatabase", STAR.name)
BACKUP = make.full_backup(STAR.name)


def judge(*facts: object, **usage: Any) -> Verdict:
    known = make.bam_usage(**{"archiving_activities": 0, "archived": None, **usage})
    sql = make.sql("SQL01", make.biztalk_group(), known, *NAMED, *facts)
    return make.verdict(check, make.facts(sql))


def test_pass_when_the_run_had_ended() -> None:
    assert judge(BACKUP).status is Status.PASS


def test_pass_when_the_run_began_later() -> None:
    later = {"cube_started": make.ago(hours=1), "cube_ended": make.ago(minutes=50)}
    assert judge(BACKUP, **later).status is Status.PASS


def test_pass_when_no_cube_ever_ran_or_the_job_has_it() -> None:
    assert judge(BACKUP, cube_started=None, cube_ended=None).status is Status.PASS
    assert judge(make.backup_database(STAR)).status is Status.PASS


def test_fail_while_a_run_has_not_ended() -> None:
    for ended in (None, make.ago(hours=60)):
        verdict = judge(BACKUP, cube_ended=ended)
        assert verdict.status is Status.FAIL
        assert "and has not ended, during" in verdict.message


def test_fail_without_a_backup() -> None:
    assert judge().status is Status.FAIL


def test_boundary_the_backup_begins_as_the_run_ends() -> None:
    assert judge(BACKUP, cube_ended=BACKUP.started).status is Status.FAIL
    assert judge(BACKUP, cube_started=BACKUP.finished, cube_ended=None).status is Status.FAIL
    after = judge(BACKUP, cube_ended=make.ago(hours=48, seconds=1))
    assert after.status is Status.PASS


def test_gap_in_msdb_is_no_verdict() -> None:
    sql = make.sql("SQL01", make.biztalk_group(), make.bam_usage(), *NAMED)
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(sql, make.gap(RecordedBackup, make.sql("SQL01"))))


def test_fail_when_archived_data_was_dropped_meanwhile() -> None:
    for moment in (BACKUP.started, BACKUP.finished):
        verdict = of_star_schema(moment)
        assert verdict.status is Status.FAIL
        assert "data maintenance" in verdict.message
    assert of_star_schema(make.ago(hours=48, seconds=1)).status is Status.PASS


def of_star_schema(archived: datetime) -> Verdict:
    known = (make.biztalk_group(), make.bam_usage(archived=archived), *NAMED, BACKUP)
    found = make.verdicts(check, make.facts(make.sql("SQL01", *known)))
    return found[f"SQL01/{STAR.name}"]
