"""DR01: a machine can support it, and neither pass nor fail it."""

from datetime import timedelta
from typing import Any

import pytest

from checks.drills.restore_was_practised import restore_was_practised as check
from scanner.facts.drills import NewestRestore
from scanner.model.check import MissingEvidence
from scanner.model.estate import Objectives
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.backup_database())
DRILL = NewestRestore("biztalkmgmtdb", "L", True, make.ago(days=50))
SHIPPED = NewestRestore("BizTalkMgmtDb", "L", False, make.ago(hours=1))


def judge(*restores: NewestRestore, **group: Any) -> Verdict:
    destination = make.sql("SQLDR01", *restores)
    return make.verdict(check, make.facts(SQL, destination, group=make.group(**group)))


def test_pass_is_never_said_by_a_machine() -> None:
    verdict = judge(DRILL, SHIPPED)
    assert verdict.status is Status.NOT_CHECKED
    assert DRILL in verdict.cites
    assert "on 2026-10-03 05:00 UTC, to a mark" in verdict.message


def test_fail_is_never_said_by_a_machine() -> None:
    verdict = judge()
    assert verdict.status is Status.NOT_CHECKED
    assert "No declared log shipping destination" in verdict.message
    assert verdict.settle


def test_shipping_alone_is_told_as_such() -> None:
    assert "none yet to a mark" in judge(SHIPPED).message


@pytest.mark.parametrize(
    "other",
    [
        NewestRestore("Elsewhere", "D", True, make.ago(days=1)),
        NewestRestore("BizTalkMgmtDb", "V", False, make.ago(days=1)),
    ],
)
def test_boundary_other_databases_and_mere_verifying_do_not_count(other: NewestRestore) -> None:
    assert "No declared" in judge(other).message


def test_objective_is_named() -> None:
    assert "90 d" in judge(objectives=Objectives(drill=timedelta(days=90))).settle


def test_gap_of_the_history_is_missing_evidence() -> None:
    destination = make.sql("SQLDR01")
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, destination, make.gap(NewestRestore, destination)))
