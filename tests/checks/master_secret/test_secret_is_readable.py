"""MS04."""

import pytest

from checks.master_secret.secret_is_readable import secret_is_readable as check
from scanner.facts.master_secret import SsoEvent
from scanner.model.check import MissingEvidence
from scanner.model.estate import DeclaredHost, HostRole
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.sso_database(), make.sso_info())
NOT_LOADED = make.sso_event(10521, written=make.ago(days=2))
RESTORED = make.sso_event(10523, "a.bak", make.SECRET_ID, make.OLDER_SECRET_ID, "admin", "SSO01")


def judge(*events: SsoEvent) -> Verdict:
    host = make.host("SSO01", make.event_log(), *events)
    return make.verdict(check, make.facts(SQL, host))


@pytest.mark.parametrize("event", [make.secret_backed_up(), make.sso_event(10534), RESTORED])
def test_pass_when_it_was_used_and_nothing_says_otherwise(event: SsoEvent) -> None:
    assert judge(event).status is Status.PASS


def test_pass_when_it_was_restored_since() -> None:
    assert judge(NOT_LOADED, RESTORED).status is Status.PASS


@pytest.mark.parametrize("number", [10521, 10565])
def test_fail_when_it_could_not_be_read(number: int) -> None:
    lost = make.sso_event(number, written=make.ago(days=2))
    verdict = judge(make.secret_backed_up(), lost)
    assert verdict.status is Status.FAIL
    assert lost in verdict.cites


def test_fail_although_the_service_started_since() -> None:
    assert judge(NOT_LOADED, make.sso_event(10534)).status is Status.FAIL


def test_boundary_a_restore_of_the_same_moment_is_not_later() -> None:
    same = make.sso_event(10523, "a.bak", make.SECRET_ID, written=NOT_LOADED.written)
    assert judge(NOT_LOADED, same).status is Status.FAIL


def test_backup_after_the_loss_decides_nothing() -> None:
    verdict = judge(NOT_LOADED, make.secret_backed_up(written=make.ago(days=1)))
    assert verdict.status is Status.NOT_CHECKED
    assert verdict.settle


def test_log_without_a_word_decides_nothing() -> None:
    assert judge().status is Status.NOT_CHECKED


def test_gap_of_the_events_is_missing_evidence() -> None:
    held = make.host("SSO01", make.event_log(), NOT_LOADED)
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, held, make.gap(SsoEvent, held)))


def test_fail_for_the_one_node_that_cannot_read_it() -> None:
    cluster = DeclaredHost("SSO", (HostRole.SECRET_SERVER,), nodes=("SSO01", "SSO02"))
    held = (
        make.sql("SQL01", make.sso_database(), make.sso_info("SSO")),
        make.host("SSO01", make.event_log(), NOT_LOADED),
        make.host("SSO02", make.event_log(), RESTORED),
    )
    found = make.verdicts(check, make.facts(*held, group=make.group(hosts=(cluster,))))
    assert {name: one.status for name, one in found.items()} == {
        "SSO01": Status.FAIL,
        "SSO02": Status.PASS,
    }
