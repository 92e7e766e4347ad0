"""RD05."""

from dataclasses import replace

import pytest

from checks.restore.update_scripts_suit_the_sql_servers import (
    update_scripts_suit_the_sql_servers as check,
)
from scanner.facts.instances import Instance
from scanner.facts.restoring import OleDbDriver, UpdateScript
from scanner.facts.topology import BizTalkServer
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping, Restore, ServerNames
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_restore

GROUP = make.group(log_shipping=LogShipping(("SQLDR01", "SQLDR02")))
OTHER = make.group(restore=Restore(ServerNames.OTHER))
SAME = replace(GROUP, restore=Restore(ServerNames.SAME))
NEW = UpdateScript(make_restore.SCRIPT, True, ("MSOLEDBSQL",))
OLD = replace(NEW, providers=("SQLOLEDB",))
BOTH = replace(NEW, providers=("SQLOLEDB", "MSOLEDBSQL"))
NEWEST = replace(NEW, providers=("MSOLEDBSQL19",))
SILENT = replace(NEW, providers=())
GONE = UpdateScript(make_restore.SCRIPT, False, ())
DRIVER = OleDbDriver("MSOLEDBSQL", r"%SystemRoot%\System32\msoledbsql.dll", True)
ABSENT = OleDbDriver("MSOLEDBSQL19", r"%SystemRoot%\System32\msoledbsql19.dll", False)
HERE = make.sql("SQL01", make.biztalk_group(), BizTalkServer("BTS01"))
LATE, EARLY = "15.0.4430.1", "12.0.6024.0"


def destinations(first: str = LATE, second: str = LATE) -> tuple[make.Held, ...]:
    return (
        make.sql("SQLDR01", make.instance(name="SQLDR01", product_version=first)),
        make.sql("SQLDR02", make.instance(name="SQLDR02", product_version=second)),
    )


def judge(*there: object, first: str = LATE, second: str = LATE) -> Verdict:
    held = (HERE, make.host("BTS01", *there), *destinations(first, second))
    return make.verdict(check, make.facts(*held, group=GROUP))


def test_pass_for_the_new_provider_and_its_driver() -> None:
    verdict = judge(NEW, DRIVER, ABSENT)
    assert verdict.status is Status.PASS
    assert verdict.cites == (NEW, DRIVER)


def test_pass_for_the_script_of_the_other_folder() -> None:
    assert judge(OLD, NEW, DRIVER).status is Status.PASS


def test_fail_for_the_old_provider() -> None:
    verdict = judge(OLD, DRIVER)
    assert verdict.status is Status.FAIL
    assert "names SQLOLEDB" in verdict.message
    assert "or later, as SQLDR01 (15.0.4430.1), SQLDR02 (15.0.4430.1)" in verdict.message
    assert "may stop" in verdict.message
    assert "MSOLEDBSQL" in verdict.fix


def test_fail_for_both_providers() -> None:
    verdict = judge(BOTH, DRIVER)
    assert verdict.status is Status.FAIL
    assert "names SQLOLEDB, MSOLEDBSQL" in verdict.message


@pytest.mark.parametrize(
    ("script", "driver"), [(NEW, replace(DRIVER, exists=False)), (NEWEST, ABSENT)]
)
def test_fail_for_a_driver_that_is_not_installed(script: UpdateScript, driver: OleDbDriver) -> None:
    verdict = judge(script, driver)
    assert verdict.status is Status.FAIL
    assert driver.path in verdict.message


def test_fail_for_a_script_that_is_not_there() -> None:
    verdict = judge(GONE, DRIVER)
    assert verdict.status is Status.FAIL
    assert f"{make_restore.SCRIPT} is not there" in verdict.message


def test_boundary_the_driver_of_another_provider_does_not_count() -> None:
    assert judge(NEW, DRIVER, ABSENT).status is Status.PASS
    assert judge(NEWEST, DRIVER, ABSENT).status is Status.FAIL


def test_boundary_a_script_that_names_no_provider_is_for_a_person() -> None:
    verdict = judge(SILENT, DRIVER)
    assert verdict.status is Status.NOT_CHECKED
    assert "attest" in verdict.settle


@pytest.mark.parametrize(
    ("version", "status"), [(EARLY, Status.NOT_APPLICABLE), ("13.0.5026.0", Status.FAIL)]
)
def test_boundary_of_the_version(version: str, status: Status) -> None:
    verdict = judge(OLD, first=version, second=EARLY)
    assert verdict.status is status
    assert verdict.cites


def test_boundary_of_two_versions_both_are_told() -> None:
    verdict = judge(OLD, second=EARLY)
    assert "or later, as SQLDR01 (15.0.4430.1), that may stop" in verdict.message
    assert "With SQLDR02 (12.0.6024.0) either works." in verdict.message


def test_not_applicable_where_the_names_are_kept() -> None:
    verdict = make.verdict(check, make.facts(HERE, group=SAME))
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (make.biztalk_group(),)


def test_boundary_without_a_word_on_the_names_nothing_is_asked() -> None:
    assert make.verdict(check, make.facts(HERE)).status is Status.NOT_CHECKED


@pytest.mark.parametrize(
    ("script", "status"),
    [(NEW, Status.PASS), (OLD, Status.NOT_CHECKED), (SILENT, Status.NOT_CHECKED)],
)
def test_boundary_of_other_names_on_servers_that_nobody_declared(
    script: UpdateScript, status: Status
) -> None:
    given = make.facts(HERE, make.host("BTS01", script, DRIVER), group=OTHER)
    assert make.verdict(check, given).status is status


def test_gap_of_a_version_is_missing_evidence() -> None:
    held = (make.sql("SQLDR01", make.instance()), make.gap(Instance, make.sql("SQLDR02")))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(HERE, *held, group=GROUP))


@pytest.mark.parametrize("kind", [UpdateScript, OleDbDriver])
def test_gap_on_a_server_is_missing_evidence(kind: type) -> None:
    held = (make.gap(kind, make.host("BTS01")), make.host("BTS01", NEW, DRIVER))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(HERE, *held, *destinations(), group=GROUP))
