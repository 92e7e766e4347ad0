"""DB04."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.job_databases.sso_database_is_in_one_job import sso_database_is_in_one_job as check
from scanner.facts.availability import AvailabilityReplica
from scanner.facts.backup_chain import LogMark
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import log_chains, make

OURS, THEIRS = make.ago(hours=5), make.ago(hours=4, minutes=53)
SET = make.backup_set(4, make.MANAGEMENT, make.SSO, stamp=OURS)
OWN = tuple(log_chains.log_mark(one, OURS) for one in (make.MANAGEMENT, make.SSO))
FOREIGN = log_chains.log_mark(make.SSO, THEIRS)
PLACES = (make.database(), make.database("SSODB"), make.instance(), make.sso_database())


def judge(*facts: object, **limits: object) -> Verdict:
    held = make.sql("SQL01", *PLACES, *facts)
    return make.verdict(check, make.facts(held), **limits)


def test_pass_when_every_mark_is_of_this_group() -> None:
    verdict = judge(*OWN)
    assert verdict.status is Status.PASS
    assert verdict.cites


def test_pass_by_the_history_alone_when_the_management_databases_marks_are_gone() -> None:
    assert judge(OWN[1], *SET).status is Status.PASS


def test_fail_by_a_mark_of_another_group() -> None:
    verdict = judge(*OWN, *SET, FOREIGN)
    assert verdict.status is Status.FAIL
    assert FOREIGN.mark in verdict.message
    assert "1 mark of another group's backup job" in verdict.message


def test_fail_when_no_job_backs_it_up() -> None:
    held = make.sql("SQL01", *(one for one in PLACES if one != make.sso_database()))
    assert make.verdict(check, make.facts(held)).status is Status.FAIL


def test_pass_with_marks_of_applications() -> None:
    application = log_chains.log_mark(make.SSO, THEIRS, "ListPriceUpdate")
    assert judge(*OWN, application).status is Status.PASS


def test_boundary_of_window_and_settling() -> None:
    window, settling = check.limits.window, check.limits.settling
    second = timedelta(seconds=1)
    for age, status in (
        (window, Status.FAIL),
        (window + second, Status.PASS),
        (settling, Status.FAIL),
        (settling - second, Status.PASS),
    ):
        assert judge(*OWN, log_chains.log_mark(make.SSO, make.NOW - age)).status is status


def test_boundary_marks_are_local_time() -> None:
    there = make.instance(offset=timedelta(hours=2))
    recent = log_chains.log_mark(make.SSO, make.NOW)
    held = make.sql("SQL01", *(there if one == make.instance() else one for one in PLACES))
    plain = make.facts(held, make.sql("SQL01", *OWN, recent))
    assert make.verdict(check, plain).status is Status.FAIL


def test_nothing_recorded_decides_nothing() -> None:
    assert judge().status is Status.NOT_CHECKED
    assert judge(log_chains.log_mark(make.SSO, make.ago(days=30)), *SET).status is (
        Status.NOT_CHECKED
    )


def test_gap_where_the_job_backs_up_a_log_without_any_mark() -> None:
    with pytest.raises(MissingEvidence, match="unmarked"):
        judge(*SET)


def test_marks_on_another_replica_are_seen() -> None:
    shared = [make.database(name, availability_group_replica=True) for name in ("SSODB",)]
    replicas = [AvailabilityReplica("SSODB", "AG", one, True, True) for one in ("SQL01", "SQL02")]
    here = make.sql(
        "SQL01", make.database(), make.instance(), make.sso_database(), *shared, *replicas, *OWN
    )
    there = make.sql("SQL02", make.instance(name="SQL02"), *shared, FOREIGN)
    assert make.verdict(check, make.facts(here, there)).status is Status.FAIL
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(here, make.gap(LogMark, make.sql("SQL02"))))


@pytest.mark.parametrize("kind", [LogMark, BackupHistoryRow])
def test_gap_is_no_verdict(kind: type) -> None:
    held = make.sql("SQL01", *PLACES, *OWN, FOREIGN)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(held, make.gap(kind, make.sql("SQL01"))))


def test_gap_in_the_clock() -> None:
    given = make.facts(make.sql("SQL01", *PLACES, *OWN))
    with pytest.raises(MissingEvidence):
        make.verdict(check, replace(given, skewed=True))
