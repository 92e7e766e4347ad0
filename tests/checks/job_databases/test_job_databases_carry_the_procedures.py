"""DB02."""

import pytest

from checks.job_databases.job_databases_carry_the_procedures import (
    job_databases_carry_the_procedures as check,
)
from scanner.facts.backup_surroundings import JobDatabase
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, surroundings


def judge(*facts: object) -> Verdict:
    held = make.sql("SQL01", make.backup_database(), make.database(), *facts)
    return make.verdict(check, make.facts(held))


def test_pass_with_everything() -> None:
    assert judge(surroundings.job_database()).status is Status.PASS


def test_fail_names_what_is_missing() -> None:
    verdict = judge(surroundings.job_database(missing=("sp_BackupBizTalkLog", "MarkLog")))
    assert verdict.status is Status.FAIL
    assert "lacks sp_BackupBizTalkLog, MarkLog" in verdict.message
    assert "Backup_Setup_All_Procs.sql" in verdict.fix


def test_fail_when_the_database_is_gone() -> None:
    held = make.sql("SQL01", make.backup_database(), surroundings.job_database())
    assert make.verdict(check, make.facts(held)).status is Status.FAIL


def test_boundary_each_server_is_asked_for_its_own_database() -> None:
    second = DatabaseRef("SQL02", "BizTalkMsgBoxDb")
    lacking = surroundings.job_database(second.name, missing=("MarkLog",))
    first = (make.backup_database(), make.database(), surroundings.job_database())
    here = make.sql("SQL01", *first, make.backup_database(second))
    there = make.sql("SQL02", make.database(second.name), lacking)
    found = make.verdicts(check, make.facts(here, there))
    assert {name: one.status for name, one in found.items()} == {
        "SQL01/BizTalkMgmtDb": Status.PASS,
        "SQL02/BizTalkMsgBoxDb": Status.FAIL,
    }


def test_gap_in_the_objects_is_no_verdict() -> None:
    held = make.sql("SQL01", make.backup_database(), make.database())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(held, make.gap(JobDatabase, make.sql("SQL01"))))


def test_gap_where_objects_are_hidden_from_the_login() -> None:
    with pytest.raises(MissingEvidence, match="denied"):
        judge(surroundings.job_database(missing=None))
