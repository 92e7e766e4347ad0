"""DB01."""

from typing import Any

import pytest

from checks.job_databases.job_databases_use_full_recovery import (
    job_databases_use_full_recovery as check,
)
from scanner.facts.backup_surroundings import JobDatabase
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, surroundings


def judge(*facts: object, **database: Any) -> Verdict:
    held = make.sql("SQL01", make.backup_database(), make.database(**database), *facts)
    return make.verdict(check, make.facts(held))


def test_pass_in_a_log_chain() -> None:
    assert judge(surroundings.job_database()).status is Status.PASS


@pytest.mark.parametrize(("model", "word"), [(2, "bulk-logged"), (3, "simple")])
def test_fail_for_another_model(model: int, word: str) -> None:
    verdict = judge(surroundings.job_database(), recovery_model=model)
    assert verdict.status is Status.FAIL
    assert word in verdict.message


def test_fail_when_the_database_is_gone() -> None:
    held = make.sql("SQL01", make.backup_database(), make.database("Other"))
    assert "no such database" in make.verdict(check, make.facts(held)).message


def test_boundary_full_in_name_but_in_no_chain() -> None:
    verdict = judge(surroundings.job_database(in_log_chain=False))
    assert verdict.status is Status.FAIL
    assert "no log chain" in verdict.message


def test_gap_in_the_states_is_no_verdict() -> None:
    held = make.sql("SQL01", make.backup_database(), make.database())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(held, make.gap(JobDatabase, make.sql("SQL01"))))


def test_gap_for_a_database_that_is_hidden_or_not_open() -> None:
    with pytest.raises(MissingEvidence, match="denied"):
        judge(surroundings.job_database(in_log_chain=None))
    with pytest.raises(MissingEvidence, match="not_collected"):
        judge(surroundings.job_database("Other"))
