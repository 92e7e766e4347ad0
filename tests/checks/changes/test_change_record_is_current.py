"""CR01."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from checks.changes.change_record_is_current import change_record_is_current as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.configuration import ConfigurationChange, InstalledUpdate, WindowsUpdate
from scanner.facts.topology import BizTalkServer
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

FOLDER = r"\\VAULT01\changes"
GROUP = make.group(locations=(make.location(FOLDER, Artefact.CHANGE_RECORD),))
QUIET = WindowsUpdate("KB1", None)
HOST = make.host("BTS01", make.installed_update(), QUIET)
KNOWN = (BizTalkServer("BTS01"), make.configuration_change(), make.agent_job(), make.full_step())
DAY = timedelta(days=1)


def record(written: datetime, **changes: Any) -> StoredFile:
    return make.stored_file(rf"{FOLDER}\changes.xlsx", FOLDER, written=written, **changes)


def judge(
    *files: StoredFile, sql: tuple[object, ...] = (), host: make.Held = HOST, **limits: Any
) -> Verdict:
    share = make.share(FOLDER, make.folder(FOLDER), *files)
    given = make.facts(make.sql("SQL01", *KNOWN, *sql), host, share, group=GROUP)
    return make.verdict(check, given, **limits)


def test_pass_when_it_is_newer_than_every_change() -> None:
    assert judge(record(make.ago(days=30))).status is Status.PASS


def test_pass_while_there_is_time_to_write() -> None:
    moment = make.ago(hours=5)
    change = ConfigurationChange("send port", "", moment, moment)
    assert judge(record(make.ago(days=2)), sql=(change,)).status is Status.PASS


@pytest.mark.parametrize(
    "change",
    [
        ConfigurationChange("assembly", "", make.ago(days=3), make.ago(days=3)),
        make.agent_job(modified=make.ago(days=3)),
    ],
)
def test_fail_when_something_changed_since(change: object) -> None:
    verdict = judge(record(make.ago(days=30)), sql=(change,))
    assert verdict.status is Status.FAIL
    assert change in verdict.cites


def test_fail_when_an_update_came_since() -> None:
    day = make.ago(days=5).date()
    updated = make.host("BTS01", make.installed_update(installed=day), QUIET)
    assert judge(record(make.ago(days=30)), host=updated).status is Status.FAIL
    patched = make.host("BTS01", make.installed_update(), WindowsUpdate("KB5044277", day))
    verdict = judge(record(make.ago(days=30)), host=patched)
    assert verdict.status is Status.FAIL
    assert f"Windows update KB5044277 on BTS01, installed on {day}" in verdict.message


def test_fail_without_a_record() -> None:
    assert judge().status is Status.FAIL
    assert judge(record(make.ago(days=1), size=0)).status is Status.FAIL


def test_pass_for_the_jobs_of_others() -> None:
    other = make.agent_job(job_id="2", modified=make.ago(days=3))
    assert judge(record(make.ago(days=30)), sql=(other,)).status is Status.PASS


@pytest.mark.parametrize(("late", "status"), [(0, Status.PASS), (1, Status.FAIL)])
def test_boundary_of_the_time_to_write(late: int, status: Status) -> None:
    moment = make.NOW - DAY - timedelta(seconds=late)
    change = ConfigurationChange("send port", "", moment, moment)
    assert judge(record(make.ago(days=30)), sql=(change,)).status is status


def test_a_time_without_zone_may_decide_nothing() -> None:
    change = ConfigurationChange("send port", "", make.ago(days=4), make.ago(days=3))
    assert judge(record(make.ago(days=3.5)), sql=(change,)).status is Status.NOT_CHECKED


def test_no_place_declared_decides_nothing() -> None:
    given = make.facts(make.sql("SQL01", *KNOWN), HOST)
    verdict = make.verdict(check, given)
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.settle


def test_a_record_of_the_future_is_missing_evidence() -> None:
    with pytest.raises(MissingEvidence):
        judge(record(make.ago(days=-1)))


@pytest.mark.parametrize("kind", [ConfigurationChange, InstalledUpdate, StoredFile, WindowsUpdate])
def test_gap_is_missing_evidence(kind: type) -> None:
    share = make.share(FOLDER, make.folder(FOLDER), record(make.ago(days=1)))
    sql = make.sql("SQL01", *KNOWN)
    holder = {ConfigurationChange: sql, StoredFile: share}.get(kind, HOST)
    given = make.facts(sql, HOST, share, make.gap(kind, holder), group=GROUP)
    with pytest.raises(MissingEvidence):
        make.verdict(check, given)
