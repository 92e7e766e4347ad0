"""PE03."""

import pytest

from checks.permissions.job_owner_exists import job_owner_exists as check
from scanner.facts.permissions import JobOwner, ServerLogin
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql

PERSON = r"CORP\mueller"


def job() -> make.Held:
    return make.sql("SQL01", make.database(), make.agent_job(), *make.backup_steps())


def judge(*facts: object) -> Verdict:
    return make.verdict(check, make.facts(job(), make.sql("SQL01", *facts)))


def test_pass_when_a_sysadmin_owns_it() -> None:
    owner = make_sql.job_owner(make_sql.SID, make_sql.ACCOUNT)
    assert judge(owner, make_sql.sysadmin()).status is Status.PASS


def test_fail_when_nobody_knows_the_owner() -> None:
    verdict = judge(make_sql.job_owner("S-1-5-21-1-2-3-9", None), make_sql.sa())
    assert verdict.status is Status.FAIL
    assert "S-1-5-21-1-2-3-9" in verdict.message


def test_fail_when_the_owner_is_no_sysadmin() -> None:
    owner = make_sql.job_owner(make_sql.SID, PERSON)
    verdict = judge(owner, make_sql.login(PERSON))
    assert verdict.status is Status.FAIL
    assert PERSON in verdict.message


def test_fail_when_there_is_no_job() -> None:
    facts = make.facts(make.sql("SQL01", make.database(), make_sql.job_owner()))
    assert make.verdict(check, facts).status is Status.FAIL


def test_boundary_a_disabled_sysadmin_may_own_jobs() -> None:
    assert judge(make_sql.job_owner(), make_sql.sa()).status is Status.PASS


def test_boundary_an_owner_without_own_login_is_left_to_a_person() -> None:
    verdict = judge(make_sql.job_owner(make_sql.SID, PERSON), make_sql.sa())
    assert verdict.status is Status.NOT_CHECKED
    assert PERSON in verdict.settle


def test_gap_in_owners_or_logins_is_no_verdict() -> None:
    for kind in (JobOwner, ServerLogin):
        held = (job(), make.sql("SQL01", make_sql.job_owner()), make.gap(kind, make.sql("SQL01")))
        with pytest.raises(MissingEvidence):
            make.verdict(check, make.facts(*held))
    with pytest.raises(MissingEvidence):
        judge(make_sql.sa())
