"""DB03."""

from typing import Any

import pytest

from checks.job_databases.custom_databases_are_registered import (
    custom_databases_are_registered as check,
)
from scanner.facts.ports import PortDatabase
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.estate import CustomDatabase
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

NONE = PortDatabase("", "", "", "")
ORDERS = DatabaseRef("SQL01", "OrdersDb")


def port(server: str, database: str, kind: str = "send_port") -> PortDatabase:
    return PortDatabase(kind, "Orders.Out", server, database)


def judged(*facts: object, **group: Any) -> dict[str, Verdict]:
    held = make.sql("SQL01", make.backup_database(), *facts)
    return make.verdicts(check, make.facts(held, group=make.group(**group)))


def statuses(*facts: object, **group: Any) -> dict[str, Status]:
    return {name: one.status for name, one in judged(*facts, **group).items()}


def test_pass_when_the_database_is_in_the_job() -> None:
    found = statuses(port("sql01.corp.example", "ordersdb"), make.backup_database(ORDERS))
    assert found == {"SQL01/ordersdb": Status.PASS}


def test_fail_when_it_is_on_a_server_of_the_group() -> None:
    verdict = judged(port("SQL01", "OrdersDb"))["SQL01/OrdersDb"]
    assert verdict.status is Status.FAIL
    assert "Send port 'Orders.Out' uses it" in verdict.message


def test_fail_when_it_is_declared() -> None:
    declared = (CustomDatabase("SQL09", "OrdersDb"),)
    assert statuses(NONE, custom_databases=declared) == {"SQL09/OrdersDb": Status.FAIL}
    used = judged(port("SQL09", "OrdersDb"), custom_databases=declared)["SQL09/OrdersDb"]
    assert used.status is Status.FAIL
    assert "The estate declares it" in used.message


def test_pass_when_a_declared_one_is_in_the_job() -> None:
    declared = (CustomDatabase("SQL01", "OrdersDb"),)
    found = statuses(NONE, make.backup_database(ORDERS), custom_databases=declared)
    assert found == {"SQL01/OrdersDb": Status.PASS}


@pytest.mark.parametrize("server", ["SQL09", "localhost", ".", "SQL01,1444", r"SQL01\INST"])
def test_boundary_other_servers_are_for_a_person(server: str) -> None:
    (verdict,) = judged(port(server, "OrdersDb")).values()
    assert verdict.status is Status.NOT_CHECKED
    assert "say who backs it up" in verdict.settle


def test_boundary_alias_leads_to_the_group() -> None:
    found = statuses(port("SQL01,1444", "OrdersDb"), aliases={"SQL01,1444": "SQL01"})
    assert found == {"SQL01/OrdersDb": Status.FAIL}


def test_boundary_system_databases_are_nobodys_own() -> None:
    assert statuses(port("SQL01", "master"), port("SQL01", "TempDB")) == {"": Status.NOT_APPLICABLE}


def test_address_without_database_is_for_a_person() -> None:
    assert statuses(port("SQL01", ""), port("", "")) == {"port Orders.Out": Status.NOT_CHECKED}


def test_not_applicable_cites_that_no_port_has_such_an_address() -> None:
    verdict = judged(NONE)[""]
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (NONE,)


@pytest.mark.parametrize("kind", [PortDatabase, BackupDatabase])
def test_gap_is_no_verdict(kind: type) -> None:
    held = make.sql("SQL01", make.backup_database(), port("SQL01", "OrdersDb"))
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(held, make.gap(kind, make.sql("SQL01"))))
