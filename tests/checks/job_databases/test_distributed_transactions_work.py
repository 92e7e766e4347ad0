"""DT01."""

from dataclasses import replace

import pytest

from checks.job_databases.distributed_transactions_work import (
    distributed_transactions_work as check,
)
from scanner.facts.availability import AvailabilityReplica
from scanner.facts.instances import Database, Instance
from scanner.facts.topology import DatabaseRef
from scanner.facts.transactions import DtcSettings
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import availability, make

WELL = DtcSettings(True, True, True, True, True, True)
BOX = DatabaseRef("SQL02", "BizTalkMsgBoxDb")
FIRST = make.sql(
    "SQL01", make.backup_database(), make.backup_database(BOX), make.database(), make.instance()
)
SECOND = make.sql("SQL02", make.database(BOX.name), make.instance(name="SQL02", machine="SQL02"))


def judged(there: DtcSettings = WELL, *more: make.Held) -> dict[str, Verdict]:
    hosts = make.host("SQL01", WELL), make.host("SQL02", there)
    return make.verdicts(check, make.facts(FIRST, SECOND, *hosts, *more))


def test_pass_when_every_machine_lets_transactions_through() -> None:
    found = judged()
    assert {name: one.status for name, one in found.items()} == {
        "SQL01": Status.PASS,
        "SQL02": Status.PASS,
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"running": False}, "is not running on SQL02"),
        ({"running": False, "installed": False}, "is not installed on SQL02"),
        ({"network": False}, "refuses network transactions"),
        ({"transactions": False}, "refuses network transactions"),
        ({"inbound": False}, "refuses inbound ones"),
        ({"outbound": False}, "refuses outbound ones"),
    ],
)
def test_fail_names_machine_and_setting(change: dict[str, bool], said: str) -> None:
    found = judged(replace(WELL, **change))
    assert found["SQL01"].status is Status.PASS
    assert found["SQL02"].status is Status.FAIL
    assert said in found["SQL02"].message


def test_boundary_instances_of_one_machine_need_no_network() -> None:
    inner = DatabaseRef(r"SQL01\BOX", BOX.name)
    here = make.sql("SQL01", make.backup_database(), make.backup_database(inner))
    plain = make.sql("SQL01", make.database(), make.instance())
    there = make.sql(r"SQL01\BOX", make.database(BOX.name), make.instance())
    off = make.host("SQL01", replace(WELL, network=False, inbound=False))
    found = make.verdicts(check, make.facts(here, plain, there, off))
    assert {one.status for one in found.values()} == {Status.PASS}
    stopped = make.host("SQL01", replace(WELL, running=False))
    found = make.verdicts(check, make.facts(here, plain, there, stopped))
    assert {one.status for one in found.values()} == {Status.FAIL}


def test_boundary_replicas_take_part() -> None:
    here = make.sql(
        "SQL01",
        *(make.backup_database(), availability.SHARED, *availability.replicas(), make.instance()),
    )
    there = make.sql("SQL02", make.instance(name="SQL02", machine="SQL02"))
    hosts = make.host("SQL01", WELL), make.host("SQL02", replace(WELL, running=False))
    found = make.verdicts(check, make.facts(here, there, *hosts))
    assert found["SQL02"].status is Status.FAIL


def test_cluster_is_for_a_person() -> None:
    clustered = make.sql("SQL02", make.database(BOX.name), make.instance(is_clustered=True))
    hosts = make.host("SQL01", WELL), make.host("SQL02")
    found = make.verdicts(check, make.facts(FIRST, clustered, *hosts))
    assert found["SQL02"].status is Status.NOT_CHECKED


def test_not_applicable_on_one_instance() -> None:
    alone = make.sql("SQL01", make.backup_database(), make.database())
    verdict = make.verdict(check, make.facts(alone))
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (make.backup_database(),)


@pytest.mark.parametrize(
    "gap",
    [
        make.gap(DtcSettings, make.host("SQL02")),
        make.gap(Instance, make.sql("SQL02")),
        make.gap(Database, make.sql("SQL02")),
    ],
)
def test_gap_is_no_verdict(gap: make.Held) -> None:
    with pytest.raises(MissingEvidence):
        judged(WELL, gap)


def test_gap_in_the_replicas_may_hide_an_instance() -> None:
    here = make.sql("SQL01", make.backup_database(), availability.SHARED, make.instance())
    gap = make.gap(AvailabilityReplica, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(here, gap, make.host("SQL01", WELL)))
