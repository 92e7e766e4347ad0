"""LS10."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from checks.destination.destinations_are_on_one_set import destinations_are_on_one_set as check
from scanner.facts.instances import Database
from scanner.facts.log_shipping import LogShippingHistoryRow, LogShippingTable
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql
from tests.checks.destination.shipping import (
    BOTH,
    GROUP,
    HOURS,
    beside_an_empty_history,
    destination,
    judge,
    not_configured,
    source,
)

SSODB = {"DatabaseName": "SSODB"}


def of_sso() -> Iterator[object]:
    """SSODB in the log sets of the source."""
    for number in (2, 4, 5):
        row = make.history_row(number, make.SSO, stamp=make.ago(hours=HOURS[number]))
        yield from (row, make.recorded(row))


def two(mine: int, other: int, **limits: object) -> dict[str, Verdict]:
    """Newest restored sets: of the management database on one destination, of SSODB on another."""
    held = (
        source(make.backup_database(make.SSO), *of_sso()),
        destination(make.database(state=1), make_sql.shipped(mine)),
        destination(
            make.database("SSODB", state=1), make_sql.shipped(other, **SSODB), name="SQLDR02"
        ),
    )
    return make.verdicts(check, make.facts(*held, group=BOTH), **limits)


def test_pass_when_both_have_come_as_far() -> None:
    assert {one.status for one in two(4, 4).values()} == {Status.PASS}


def test_fail_for_the_one_that_lags() -> None:
    found = two(2, 4)
    assert found["SQLDR02"].status is Status.PASS
    assert found["SQLDR01"].status is Status.FAIL
    assert "Others have come to set 4" in found["SQLDR01"].message
    assert "lacks 1 log set" in found["SQLDR01"].message


def test_fail_for_both_when_one_has_restored_nothing() -> None:
    held = (source(), destination(make.database(state=1), make_sql.shipped(4)))
    other = destination(make.database(state=1), name="SQLDR02")
    found = make.verdicts(check, make.facts(*held, other, group=BOTH))
    assert {one.status for one in found.values()} == {Status.FAIL}


def test_fail_when_one_database_of_the_same_server_lags() -> None:
    here = source(make.backup_database(make.SSO), *of_sso())
    there = destination(make_sql.shipped(4), make_sql.shipped(2, **SSODB))
    verdict = make.verdict(check, make.facts(here, there, group=GROUP))
    assert verdict.status is Status.FAIL
    assert "of ssodb" in verdict.message


def test_boundary_a_database_that_no_set_holds_lacks_none() -> None:
    """It is registered, and was never backed up: other checks say so."""
    here = source(make.backup_database(make.SSO))
    there = destination(make_sql.shipped(4))
    assert make.verdict(check, make.facts(here, there, group=GROUP)).status is Status.PASS


def test_fail_when_nothing_was_restored_configured_or_backed_up() -> None:
    assert judge(check).status is Status.FAIL
    assert not_configured(check, make_sql.shipped(4)).status is Status.FAIL
    assert beside_an_empty_history(check, make_sql.shipped(4)).status is Status.FAIL


@pytest.mark.parametrize(
    ("minutes", "status"), [(179, Status.FAIL), (180, Status.FAIL), (181, Status.PASS)]
)
def test_boundary_of_what_may_be_under_way(minutes: int, status: Status) -> None:
    found = two(2, 4, under_way=timedelta(minutes=minutes))
    assert found["SQLDR01"].status is status


def test_boundary_a_restored_full_set_puts_nobody_behind() -> None:
    full = make_sql.shipped(3, BackupType="db", **SSODB)
    here = source(make.backup_database(make.SSO), *of_sso())
    there = destination(make_sql.shipped(2), make_sql.shipped(2, **SSODB), full)
    assert make.verdict(check, make.facts(here, there, group=GROUP)).status is Status.PASS


def test_boundary_unknown_columns_are_left_to_a_person() -> None:
    assert judge(check, LogShippingHistoryRow({"BackupSetId": "5"})).status is Status.NOT_CHECKED


@pytest.mark.parametrize("kind", [LogShippingHistoryRow, LogShippingTable, Database])
def test_gap_at_the_other_destination_is_no_verdict(kind: type) -> None:
    held = (source(), destination(make.database(state=1), make_sql.shipped(4)))
    other = make.gap(kind, make.sql("SQLDR02"))
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(*held, destination(name="SQLDR02"), other, group=BOTH))
