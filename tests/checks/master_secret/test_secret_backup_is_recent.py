"""MS03."""

from datetime import timedelta

import pytest

from checks.master_secret.secret_backup_is_recent import secret_backup_is_recent as check
from scanner.facts.master_secret import EventLog, SsoEvent
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

VAULT = r"\\VAULT01\secret"
GROUP = make.group(locations=(make.location(VAULT, Artefact.SECRET_BACKUP),))
SQL = make.sql("SQL01", make.sso_database(), make.sso_info())


def judge(
    *events: SsoEvent, log: EventLog | None = None, copied: SsoEvent | None = None
) -> Verdict:
    files = []
    if copied:
        name = copied.properties[0].rpartition("\\")[2]
        files = [make.stored_file(rf"{VAULT}\{name}", VAULT, written=copied.written)]
    host = make.host("SSO01", log or make.event_log(), *events)
    share = make.share(VAULT, make.folder(VAULT), *files)
    return make.verdict(check, make.facts(SQL, host, share, group=GROUP))


def backed_up(name: str = "a.bak", **age: float) -> SsoEvent:
    return make.secret_backed_up(rf"C:\SSO\{name}", written=make.ago(**age))


def test_pass_when_recent() -> None:
    verdict = judge(backed_up(days=5), copied=backed_up(days=5))
    assert verdict.status is Status.PASS
    assert "5 d ago; limit 31 d" in verdict.message


def test_fail_when_the_copy_is_old_though_the_server_has_a_newer_backup() -> None:
    old = backed_up("old.bak", days=40)
    assert judge(old, backed_up(days=1), copied=old).status is Status.FAIL


@pytest.mark.parametrize(
    ("over", "status"), [(timedelta(0), Status.PASS), (timedelta(seconds=1), Status.FAIL)]
)
def test_boundary_of_a_month(over: timedelta, status: Status) -> None:
    written = make.NOW - timedelta(days=31) - over
    assert judge(make.secret_backed_up(written=written)).status is status


def test_fail_when_the_log_reaches_back_far_enough_to_know() -> None:
    assert judge(log=make.event_log(make.ago(days=32))).status is Status.FAIL


def test_log_too_short_to_know_is_not_checked() -> None:
    assert judge(log=make.event_log(make.ago(days=31))).status is Status.NOT_CHECKED
    assert judge(log=EventLog("Application", None, None)).status is Status.NOT_CHECKED


def test_gap_in_events_or_clock_is_no_verdict() -> None:
    share = make.share(VAULT, make.folder(VAULT))
    denied = make.facts(SQL, make.gap(SsoEvent, make.host("SSO01")), share, group=GROUP)
    host = make.host("SSO01", backed_up(days=5))
    skewed = make.facts(SQL, host, share, group=GROUP, skewed=True)
    for facts in (denied, skewed):
        with pytest.raises(MissingEvidence):
            make.verdict(check, facts)
