"""RM01."""

import pytest

from checks.replacement.servers_are_installed_alike import servers_are_installed_alike as check
from scanner.facts.configuration import InstalledUpdate
from scanner.facts.machines import BizTalkInstallation
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import machines, make, make_sql

NAMES = ("BTS01", "BTS02", "BTS03")
CU5 = make.installed_update()
CU6 = make.installed_update(key="{205F5836}.KB5048971", name="BizTalk Server 2020 CU6")
CU3 = make.installed_update(key="KB5007969", name="BizTalk Server 2020 CU3")


def server(name: str, *updates: InstalledUpdate, **changes: str) -> make.Held:
    return make.host(name, machines.installation(**changes), *updates)


def judge(*hosts: make.Held) -> dict[str, Verdict]:
    named = [make_sql.biztalk_server(one.target.name) for one in hosts]
    return make.verdicts(check, make.facts(make.sql("SQL01", *named), *hosts))


def statuses(*hosts: make.Held) -> list[Status]:
    return [one.status for one in judge(*hosts).values()]


def test_pass_when_all_are_alike() -> None:
    assert statuses(*(server(name, CU5) for name in NAMES)) == [Status.PASS] * 3


def test_pass_for_the_only_server() -> None:
    assert "the only BizTalk server" in judge(server("BTS01"))["BTS01"].message


def test_fail_for_the_one_that_lacks_an_update() -> None:
    found = judge(server("BTS01", CU6), server("BTS02", CU6), server("BTS03", CU5))
    assert [one.status for one in found.values()] == [Status.PASS, Status.PASS, Status.FAIL]
    assert "KB5032870; BTS01: Microsoft BizTalk Server 2020" in found["BTS03"].message
    assert "KB5048971" in found["BTS03"].fix


@pytest.mark.parametrize("changes", [{"edition": "Standard"}, {"version": "3.12.774.0"}])
def test_fail_for_both_when_neither_is_that_of_most(changes: dict[str, str]) -> None:
    found = judge(server("BTS01", CU5), server("BTS02", CU5, **changes))
    assert [one.status for one in found.values()] == [Status.FAIL, Status.FAIL]
    assert found["BTS01"].fix == "Bring all servers to one level."


def test_fail_where_nothing_is_installed() -> None:
    found = judge(server("BTS01", CU5), make.host("BTS02", machines.NONE))
    assert [one.status for one in found.values()] == [Status.PASS, Status.FAIL]


def test_fail_when_no_server_is_named() -> None:
    assert make.verdict(check, make.facts(make.sql("SQL01"))).status is Status.FAIL


def test_boundary_an_older_update_more_makes_no_difference() -> None:
    assert statuses(server("BTS01", CU3, CU5), server("BTS02", CU5)) == [Status.PASS] * 2


@pytest.mark.parametrize("kind", [BizTalkInstallation, InstalledUpdate])
def test_gap_of_one_server_is_missing_for_all(kind: type) -> None:
    with pytest.raises(MissingEvidence):
        judge(server("BTS01", CU5), server("BTS02", CU5), make.gap(kind, make.host("BTS02")))
