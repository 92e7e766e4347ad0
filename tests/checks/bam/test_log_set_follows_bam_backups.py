"""BA02."""

from dataclasses import replace

import pytest

from checks.bam.log_set_follows_bam_backups import log_set_follows_bam_backups as check
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

STAR = DatabaseRef("SQL01", "BAMStarSchema")
LOG = make.history_row(7, make.BAM)
BACKUP = make.full_backup(STAR.name)
NEXT = make.history_row(8, make.BAM, stamp=make.ago(minutes=3))
KNOWN = (
    NEXT,
    make.recorded(NEXT),
    make.biztalk_group(),
    make.bam_usage(archiving_activities=0, archived=None),
    *make.bam_database("StarSchemaDatabase", STAR.name),
)


def judge(*facts: object) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQL01", *KNOWN, *facts)))


def test_pass_when_a_complete_log_set_follows() -> None:
    verdict = judge(BACKUP, LOG, make.recorded(LOG))
    assert verdict.status is Status.PASS
    assert verdict.cites == (BACKUP, make.recorded(LOG))


def test_pass_by_an_older_backup_since_the_change() -> None:
    newest = replace(BACKUP, finished=make.ago(minutes=1))
    verdict = judge(BACKUP, newest, LOG, make.recorded(LOG))
    assert verdict.cites[0] == BACKUP


def test_pass_when_the_backup_job_has_it() -> None:
    assert judge(make.backup_database(STAR)).status is Status.PASS


def test_fail_when_the_log_set_is_not_complete() -> None:
    partial = replace(LOG, set_complete=False)
    verdict = judge(BACKUP, partial, make.recorded(LOG))
    assert verdict.status is Status.FAIL
    assert "No two complete log sets of BAMPrimaryImport follow" in verdict.message


def test_fail_when_only_another_database_has_a_log() -> None:
    other = make.history_row(7)
    assert judge(BACKUP, other, make.recorded(other)).status is Status.FAIL


def test_fail_without_a_backup_since_the_change() -> None:
    before = replace(BACKUP, started=make.ago(days=21), finished=make.ago(days=21))
    verdict = judge(before, LOG, make.recorded(LOG))
    assert verdict.status is Status.FAIL
    assert "since BAM was last changed" in verdict.message


def test_boundary_the_log_begins_as_the_backup_ends() -> None:
    log = make.recorded(LOG)
    assert judge(replace(BACKUP, finished=log.started), LOG, log).status is Status.PASS
    later = replace(BACKUP, finished=log.finished)
    assert judge(later, LOG, log).status is Status.FAIL


def test_gap_in_the_history_is_no_verdict() -> None:
    missing = make.gap(BackupHistoryRow, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.sql("SQL01", *KNOWN, BACKUP), missing))


def test_fail_when_only_the_last_log_set_follows() -> None:
    """To the mark of the last set a restore is not guaranteed."""
    verdict = judge(BACKUP)
    assert verdict.status is Status.FAIL
    between = replace(BACKUP, finished=make.ago(minutes=5))
    assert judge(between, LOG, make.recorded(LOG)).status is Status.FAIL
