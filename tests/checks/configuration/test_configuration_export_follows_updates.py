"""CE04."""

from datetime import UTC, date, datetime, timedelta

import pytest

from checks.configuration.configuration_export_follows_updates import (
    configuration_export_follows_updates as check,
)
from scanner.facts.configuration import InstalledUpdate
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.configuration.exported import GROUP, SQL, file, host

DAY = date(2026, 11, 10)
MIDNIGHT = datetime(2026, 11, 10, tzinfo=UTC)
BEFORE, AFTER = MIDNIGHT - timedelta(hours=14), MIDNIGHT + timedelta(hours=36)
UPDATE = make.installed_update(installed=DAY)


def judge(*updates: InstalledUpdate, written: datetime | None = None) -> Verdict:
    kept = host("SSO01", file("BTS01.xml", written=written or make.ago(days=30)))
    return make.verdict(check, make.facts(SQL, host("BTS01", *updates), kept, group=GROUP))


def test_pass_when_it_is_newer() -> None:
    assert judge(make.installed_update()).status is Status.PASS


def test_pass_when_there_is_no_update() -> None:
    assert judge().status is Status.PASS


def test_fail_when_an_update_came_since() -> None:
    verdict = judge(make.installed_update(), UPDATE)
    assert verdict.status is Status.FAIL
    assert UPDATE in verdict.cites


def test_fail_without_an_export() -> None:
    given = make.facts(SQL, host("BTS01", UPDATE), host("SSO01"), group=GROUP)
    assert make.verdict(check, given).status is Status.FAIL


@pytest.mark.parametrize(
    ("written", "status"),
    [
        (BEFORE - timedelta(seconds=1), Status.FAIL),
        (BEFORE, Status.NOT_CHECKED),
        (AFTER, Status.NOT_CHECKED),
        (AFTER + timedelta(seconds=1), Status.PASS),
    ],
)
def test_boundary_of_a_day_without_zone(written: datetime, status: Status) -> None:
    assert judge(UPDATE, written=written).status is status


def test_update_without_a_day_decides_nothing() -> None:
    undated = make.installed_update(installed=None)
    assert judge(undated).status is Status.NOT_CHECKED
    assert judge(undated, UPDATE).status is Status.FAIL


def test_gap_of_the_updates_is_missing_evidence() -> None:
    lost = make.gap(InstalledUpdate, host("BTS01"))
    kept = host("SSO01", file("BTS01.xml"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, host("BTS01"), lost, kept, group=GROUP))
