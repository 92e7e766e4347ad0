"""CE03."""

from datetime import datetime, timedelta

import pytest

from checks.configuration.configuration_export_is_current import (
    configuration_export_is_current as check,
)
from scanner.facts.configuration import ConfigurationChange
from scanner.facts.topology import BizTalkServer
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make
from tests.checks.configuration.exported import GROUP, SQL, file, host

CHANGED = make.configuration_change()
MOMENT = timedelta(seconds=1)


def judge(written: datetime, *changes: ConfigurationChange, now: datetime = make.NOW) -> Verdict:
    known = (BizTalkServer("BTS01"), make.sso_database(), make.sso_info())
    sql = make.sql("SQL01", *known, *(changes or (CHANGED,)))
    kept = host("SSO01", file("BTS01.xml", written=written))
    return make.verdict(check, make.facts(sql, host("BTS01"), kept, group=GROUP, now=now))


def test_pass_when_nothing_changed_since() -> None:
    assert judge(make.ago(days=30)).status is Status.PASS


def test_pass_when_another_server_or_a_port_changed() -> None:
    others = (
        make.configuration_change("server", name="BTS02", latest=make.ago(days=1)),
        make.configuration_change("send port", name="", latest=make.ago(days=1)),
    )
    assert judge(make.ago(days=30), CHANGED, *others).status is Status.PASS


@pytest.mark.parametrize(
    ("kind", "name"), [("group", "g"), ("message box", "m"), ("server", "bts01")]
)
def test_fail_when_it_changed_since(kind: str, name: str) -> None:
    change = ConfigurationChange(kind, name, make.ago(days=3), make.ago(days=2))
    verdict = judge(make.ago(days=30), CHANGED, change)
    assert verdict.status is Status.FAIL
    assert change in verdict.cites


@pytest.mark.parametrize(
    ("written", "status"),
    [
        (CHANGED.latest + MOMENT, Status.PASS),
        (CHANGED.latest, Status.NOT_CHECKED),
        (CHANGED.earliest, Status.NOT_CHECKED),
        (CHANGED.earliest - MOMENT, Status.FAIL),
    ],
)
def test_boundary_of_a_time_without_zone(written: datetime, status: Status) -> None:
    assert judge(written).status is status


def test_fail_without_an_export() -> None:
    sql = make.facts(SQL, host("BTS01"), host("SSO01"), group=GROUP)
    assert make.verdict(check, sql).status is Status.FAIL


def test_nothing_known_of_changes_decides_nothing() -> None:
    other = make.configuration_change("send port")
    assert judge(make.ago(days=30), other).status is Status.NOT_CHECKED


def test_an_export_of_the_future_is_missing_evidence() -> None:
    with pytest.raises(MissingEvidence):
        judge(make.ago(days=-1))


def test_gap_of_the_changes_is_missing_evidence() -> None:
    lost = make.gap(ConfigurationChange, SQL)
    given = make.facts(SQL, lost, host("BTS01"), host("SSO01"), group=GROUP)
    with pytest.raises(MissingEvidence):
        make.verdict(check, given)
