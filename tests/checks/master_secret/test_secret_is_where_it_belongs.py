"""MS05."""

from typing import Any

import pytest

from checks.master_secret.secret_is_where_it_belongs import secret_is_where_it_belongs as check
from scanner.facts.master_secret import SecretKey
from scanner.model.check import MissingEvidence
from scanner.model.estate import DeclaredHost, Group, HostRole
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

SQL = make.sql("SQL01", make.sso_database(), make.sso_info())
SERVER = make.host("SSO01", make.secret_key())
NOTHING_HELD = make.host("BTS01", make.secret_key(None))
MOVED = make.sso_event(10575, "SSO02", "SSO01", "1", "SSO01", "admin")


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
