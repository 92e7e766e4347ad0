"""MS05."""

from typing import Any

import pytest

from checks.master_secret.secret_is_where_it_belongs import secret_is_where_it_belongs as check
from scanner.facts.master_secret import SecretKey, SsoEvent
from scanner.model.check import MissingEvidence
from scanner.model.estate import DeclaredHost, Group, HostRole
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.sso_database(), make.sso_info())
SERVER = make.host("SSO01", make.secret_key())
NOTHING_HELD = make.host("BTS01", make.secret_key(None))
MOVED = make.sso_event(10575, "SSO02", "SSO01", "1", "SSO01", "admin")


CLUSTER = make.group(
    hosts=(DeclaredHost("SSO", (HostRole.SECRET_SERVER,), nodes=("SSO01", "SSO02")),)
)


def asked(event_id: int, server: str, **ago: float) -> SsoEvent:
    return make.sso_event(event_id, server, "0x800706ba", written=make.ago(**ago))


def declared(*names: str) -> Group:
    hosts = tuple(DeclaredHost(name, (HostRole.SECRET_SERVER,)) for name in names)
    return make.group(hosts=hosts)


def judge(*held: make.Held, **more: Any) -> dict[str, Verdict]:
    return make.verdicts(check, make.facts(SQL, *held, **more))


def statuses(*held: make.Held, **more: Any) -> dict[str, Status]:
    return {name: one.status for name, one in judge(*held, **more).items()}


def test_pass_when_the_server_alone_holds_it() -> None:
    assert statuses(SERVER, NOTHING_HELD) == {"SSO01": Status.PASS, "BTS01": Status.PASS}


def test_pass_when_every_node_holds_the_same() -> None:
    node = make.host("SSO02", make.secret_key(make.SECRET_ID.lower()))
    found = statuses(SERVER, node, group=declared("SSO01", "SSO02"))
    assert found == {"SSO01": Status.PASS, "SSO02": Status.PASS}


def test_fail_when_the_server_holds_none() -> None:
    assert statuses(make.host("SSO01", make.secret_key(None))) == {"SSO01": Status.FAIL}


def test_fail_for_what_a_former_server_still_holds() -> None:
    left = make.host("BTS01", make.secret_key(make.OLDER_SECRET_ID))
    assert statuses(SERVER, left) == {"SSO01": Status.PASS, "BTS01": Status.FAIL}


@pytest.mark.parametrize("held", [make.OLDER_SECRET_ID, None])
def test_fail_for_a_node_that_holds_another_or_none(held: str | None) -> None:
    node = make.host("SSO02", make.secret_key(held))
    assert statuses(SERVER, node, group=declared("SSO01", "SSO02"))["SSO02"] is Status.FAIL


def test_fail_when_the_estate_names_another() -> None:
    verdict = judge(SERVER, group=declared("SSO02"))["SSO01"]
    assert verdict.status is Status.FAIL
    assert "SSO02" in verdict.message


def test_fail_when_the_log_says_it_was_moved() -> None:
    assert judge(make.host("SSO01", make.secret_key(), MOVED))["SSO01"].status is Status.FAIL


def test_boundary_the_newest_move_counts() -> None:
    older = make.sso_event(10575, "SSO02", "SSO01", "1", "x", "y", written=make.ago(days=9))
    back = make.sso_event(10575, "sso01.corp.example", "SSO02", "2", "x", "y")
    assert statuses(make.host("SSO01", make.secret_key(), back, older)) == {"SSO01": Status.PASS}


def test_fail_when_nobody_names_a_server() -> None:
    assert make.verdicts(check, make.facts(make.sql("SQL01")))[""].status is Status.FAIL


def test_gap_of_the_keys_is_missing_evidence() -> None:
    with pytest.raises(MissingEvidence):
        judge(SERVER, make.gap(SecretKey, SERVER))


def of_cluster(*held: make.Held, secret: str | None = make.SECRET_ID) -> dict[str, Status]:
    sql = make.sql("SQL01", make.sso_database(), make.sso_info("sso.corp.example"))
    nodes = (SERVER, make.host("SSO02", make.secret_key(secret)))
    found = make.verdicts(check, make.facts(sql, *nodes, *held, group=CLUSTER))
    return {name: one.status for name, one in found.items()}


def test_pass_for_the_nodes_behind_a_network_name() -> None:
    moved = make.host("SSO01", make.sso_event(10575, "SSO", "OLD", "1", "x", "y"))
    host = make.host("BTS01", make.secret_key(None), asked(10533, "SSO", hours=2))
    found = of_cluster(moved, host)
    assert found == dict.fromkeys(("SSO01", "SSO02", "BTS01"), Status.PASS)


@pytest.mark.parametrize("secret", [make.OLDER_SECRET_ID, None])
def test_fail_for_the_node_without_the_secret(secret: str | None) -> None:
    assert of_cluster(secret=secret) == {"SSO01": Status.PASS, "SSO02": Status.FAIL}


def test_fail_when_the_network_name_is_not_declared_with_its_nodes() -> None:
    sql = make.sql("SQL01", make.sso_database(), make.sso_info("SSO"))
    held = (sql, make.host("SSO", make.secret_key()), SERVER)
    found = make.verdicts(check, make.facts(*held, group=declared("SSO01")))
    assert found["SSO"].status is Status.FAIL
    assert "network name" in found["SSO"].fix


@pytest.mark.parametrize("event_id", [10529, 10532, 10533])
def test_fail_for_a_host_that_asked_another_server(event_id: int) -> None:
    host = make.host("BTS01", make.secret_key(None), asked(event_id, "OLD.corp.example", hours=2))
    assert statuses(SERVER, host) == {"SSO01": Status.PASS, "BTS01": Status.FAIL}


def test_boundary_what_was_asked_before_the_server_showed_itself_is_the_past() -> None:
    host = make.host("BTS01", make.secret_key(None), asked(10533, "OLD", days=3))
    started = make.host("SSO01", make.sso_event(10534, written=make.ago(days=3)))
    assert statuses(SERVER, started, host)["BTS01"] is Status.PASS
    before = make.host("SSO01", make.sso_event(10534, written=make.ago(days=4)))
    assert statuses(SERVER, before, host)["BTS01"] is Status.FAIL


def test_gap_of_a_host_s_events_is_missing_evidence() -> None:
    with pytest.raises(MissingEvidence):
        judge(SERVER, NOTHING_HELD, make.gap(SsoEvent, NOTHING_HELD))
