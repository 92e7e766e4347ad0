"""RD01."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from checks.restore.trial_restore_reached_one_mark import trial_restore_reached_one_mark as check
from scanner.facts.drills import DrillResult, MarkedRestore
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact, LogShipping, Objectives
from scanner.model.evidence import GapReason
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

RESULTS, ON_A_HOST = r"\\VAULT01\drills", r"D:\drills"
HOST_PLACE = make.location(ON_A_HOST, Artefact.DRILL_RESULT, host="ADMIN01")
SHIPPED = LogShipping(("SQLDR01",))
SQL = make.sql("SQL01", make.backup_database(), make.backup_database(make.SSO))
LONG_AGO = make.ago(days=400)


def restored(name: str, when: datetime, mark: str = "M1") -> MarkedRestore:
    return MarkedRestore(name, mark, when, LONG_AGO)


def nothing(oldest: datetime | None = LONG_AGO) -> MarkedRestore:
    return MarkedRestore("", "", None, oldest)


def both(when: datetime) -> tuple[MarkedRestore, ...]:
    return (restored("BizTalkMgmtDb", when), restored("ssodb", when))


def judge(*rows: MarkedRestore, results: make.Held | None = None, **group: Any) -> Verdict:
    places = (make.location(RESULTS, Artefact.DRILL_RESULT),) if results else ()
    said = make.group(**{"log_shipping": SHIPPED, "locations": places, **group})
    held = (SQL, make.sql("SQLDR01", *rows), *([results] if results else ()))
    return make.verdict(check, make.facts(*held, group=said))


def test_pass_for_all_databases_at_one_mark() -> None:
    verdict = judge(*both(make.ago(days=50)))
    assert verdict.status is Status.PASS
    assert "All 2 databases were restored to mark M1 on 2026-10-03" in verdict.message


def test_pass_for_destinations_that_share_the_databases() -> None:
    first, second = both(make.ago(days=50))
    shared = LogShipping(("SQLDR01", "SQLDR02"))
    held = (SQL, make.sql("SQLDR01", first), make.sql("SQLDR02", second))
    given = make.facts(*held, group=make.group(log_shipping=shared))
    assert make.verdict(check, given).status is Status.PASS


def test_fail_when_nothing_went_to_a_mark() -> None:
    verdict = judge(nothing())
    assert verdict.status is Status.FAIL
    assert verdict.fix


def test_fail_for_a_drill_that_left_a_database_out() -> None:
    verdict = judge(restored("BizTalkMgmtDb", make.ago(days=2)), restored("SSODB", LONG_AGO, "M0"))
    assert verdict.status is Status.FAIL
    assert "M1 on 2026-11-20 05:00 UTC, is incomplete: it lacks ssodb" in verdict.message


@pytest.mark.parametrize(("days", "status"), [(180, Status.PASS), (181, Status.FAIL)])
def test_boundary_of_the_limit(days: int, status: Status) -> None:
    assert judge(*both(make.ago(days=days))).status is status


@pytest.mark.parametrize(("days", "status"), [(30, Status.PASS), (31, Status.FAIL)])
def test_boundary_of_the_objective(days: int, status: Status) -> None:
    objectives = Objectives(drill=timedelta(days=30))
    assert judge(*both(make.ago(days=days)), objectives=objectives).status is status


@pytest.mark.parametrize(
    ("oldest", "status"),
    [
        (make.ago(days=180), Status.FAIL),
        (make.ago(days=179), Status.NOT_CHECKED),
        (None, Status.NOT_CHECKED),
    ],
)
def test_boundary_of_what_the_history_can_tell(oldest: datetime | None, status: Status) -> None:
    assert judge(nothing(oldest)).status is status


def test_boundary_no_destination_is_for_a_person() -> None:
    verdict = judge(log_shipping=LogShipping(none=True))
    assert verdict.status is Status.NOT_CHECKED
    assert "attest" in verdict.settle


@pytest.mark.parametrize(("days", "status"), [(180, Status.NOT_CHECKED), (181, Status.FAIL)])
def test_boundary_of_a_result_on_a_host(days: int, status: Status) -> None:
    path, written = rf"{ON_A_HOST}\Test-DbaLastBackup.csv", make.ago(days=days)
    file = make.stored_file(path, ON_A_HOST, written=written)
    given = make.facts(
        SQL,
        make.sql("SQLDR01", nothing()),
        make.host("ADMIN01", make.folder(ON_A_HOST), file),
        group=make.group(log_shipping=SHIPPED, locations=(HOST_PLACE,)),
    )
    verdict = make.verdict(check, given)
    assert (verdict.status, verdict.vouched) == (status, None)
    if status is Status.NOT_CHECKED:
        assert "kept on a host" in verdict.message
        assert "share" in verdict.settle


def test_gap_of_the_history_is_missing_evidence() -> None:
    given = make.facts(
        SQL,
        make.gap(MarkedRestore, make.sql("SQLDR01")),
        group=make.group(log_shipping=SHIPPED),
    )
    with pytest.raises(MissingEvidence):
        make.verdict(check, given)


def test_gap_of_the_result_is_missing_evidence_where_nothing_else_shows_a_drill() -> None:
    lost = make.gap(DrillResult, make.share(RESULTS), GapReason.UNPARSABLE)
    with pytest.raises(MissingEvidence):
        judge(nothing(), results=lost)
    assert judge(*both(make.ago(days=50)), results=lost).status is Status.PASS


def test_gap_of_the_listing_on_a_host_is_missing_evidence() -> None:
    given = make.facts(
        SQL,
        make.sql("SQLDR01", nothing()),
        make.host("ADMIN01"),
        group=make.group(log_shipping=SHIPPED, locations=(HOST_PLACE,)),
    )
    with pytest.raises(MissingEvidence):
        make.verdict(check, given)
