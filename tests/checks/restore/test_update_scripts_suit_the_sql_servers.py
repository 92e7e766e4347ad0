"""RD05: of later versions a person says it."""

import pytest

from checks.restore.update_scripts_suit_the_sql_servers import (
    update_scripts_suit_the_sql_servers as check,
)
from scanner.facts.instances import Instance
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

GROUP = make.group(log_shipping=LogShipping(("SQLDR01", "SQLDR02")))


def judge(first: str, second: str = "12.0.6024.0") -> Verdict:
    held = (
        make.sql("SQLDR01", make.instance(name="SQLDR01", product_version=first)),
        make.sql("SQLDR02", make.instance(name="SQLDR02", product_version=second)),
    )
    return make.verdict(check, make.facts(*held, group=GROUP))


def test_pass_is_never_said_by_a_machine_old_servers_need_nothing() -> None:
    verdict = judge("11.0.7001.0")
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites


def test_fail_is_never_said_by_a_machine() -> None:
    verdict = judge("15.0.4430.1")
    assert verdict.status is Status.NOT_CHECKED
    assert "SQLDR01 (15.0.4430.1) is SQL Server 2016 or later" in verdict.message
    assert "MSOLEDBSQL" in verdict.settle


@pytest.mark.parametrize(
    ("version", "status"),
    [("12.0.6024.0", Status.NOT_APPLICABLE), ("13.0.5026.0", Status.NOT_CHECKED)],
)
def test_boundary_of_the_version(version: str, status: Status) -> None:
    assert judge(version).status is status


def test_boundary_without_a_destination_nothing_is_asked() -> None:
    assert make.verdict(check, make.facts()).status is Status.NOT_CHECKED


def test_gap_of_a_version_is_missing_evidence() -> None:
    held = (make.sql("SQLDR01", make.instance()), make.gap(Instance, make.sql("SQLDR02")))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(*held, group=GROUP))
