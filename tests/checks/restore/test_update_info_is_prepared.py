"""RD03."""

from dataclasses import replace
from typing import Any

import pytest

from checks.restore.update_info_is_prepared import update_info_is_prepared as check
from scanner.facts.restoring import MovedDatabase, UpdateInfo
from scanner.facts.topology import BizTalkGroup, BizTalkServer, DatabaseRef, OtherBackupDatabase
from scanner.model.check import MissingEvidence
from scanner.model.estate import CustomDatabase, Group, LogShipping, Restore, ServerNames
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_restore

GROUP = make.group(log_shipping=LogShipping(("SQLDR01",)))
BOX, TRACKING, MANAGEMENT, SSO = make_restore.moves()
RULES = DatabaseRef("SQL01", "BizTalkRuleEngineDb")
SECOND = DatabaseRef("SQL02", "BizTalkMsgBoxDb2")
GONE = make_restore.no_update_info(make_restore.PATH)


def sql(*more: object, **group: Any) -> make.Held:
    facts = (make.instance(), make.biztalk_group(**group), make_restore.message_box())
    return make.sql("SQL01", BizTalkServer("BTS01"), make.sso_database(), *facts, *more)


def judge(*files: UpdateInfo, held: make.Held | None = None, group: Group = GROUP) -> Verdict:
    given = make.facts(held or sql(), make.host("BTS01", *files), group=group)
    return make.verdict(check, given)


def named(*databases: MovedDatabase) -> UpdateInfo:
    return make_restore.update_info(databases=databases)


def test_pass_for_a_file_that_names_everything() -> None:
    assert judge(make_restore.update_info()).status is Status.PASS


def test_pass_for_the_other_folder() -> None:
    other = make_restore.update_info(make_restore.OTHER_PATH)
    assert judge(GONE, other).status is Status.PASS


def test_pass_for_lines_in_another_order_on_the_other_server() -> None:
    mine, other = make_restore.update_info(), named(SSO, MANAGEMENT, BOX, TRACKING)
    hosts = (make.host("BTS01", mine), make.host("BTS02", other))
    found = make.verdicts(check, make.facts(sql(BizTalkServer("BTS02")), *hosts, group=GROUP))
    assert {one.status for one in found.values()} == {Status.PASS}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (GONE, "is not there"),
        (replace(GONE, exists=True), "not well-formed"),
        (named(BOX, TRACKING, MANAGEMENT), "does not name SSODB on SQL01"),
        (named(BOX, TRACKING, SSO), "does not name BizTalkMgmtDb on SQL01"),
        (named(BOX, MANAGEMENT, SSO), "does not name BizTalkDTADb on SQL01"),
        (named(TRACKING, MANAGEMENT, SSO), "has 0 message boxes"),
        (named(BOX, BOX, TRACKING, MANAGEMENT, SSO), "has 2 message boxes"),
        (
            named(replace(BOX, old=make.MANAGEMENT), TRACKING, MANAGEMENT, SSO),
            "does not name BizTalkMsgBoxDb",
        ),
        (
            named(replace(BOX, new=DatabaseRef("DestinationServer", "A")), TRACKING),
            "placeholder DestinationServer",
        ),
        (
            named(replace(BOX, old=DatabaseRef("SourceServer\\BTS", "A")), TRACKING),
            "placeholder SourceServer",
        ),
        (named(replace(BOX, new=DatabaseRef("SQLDR01", " A")), TRACKING), "blanks around"),
        (
            named(replace(BOX, new=DatabaseRef("SQL09", "A")), TRACKING, MANAGEMENT, SSO),
            "SQL09, which is no declared destination",
        ),
        (
            named(replace(BOX, new=DatabaseRef("SQLDR01", "")), TRACKING, MANAGEMENT, SSO),
            "gives BizTalkMsgBoxDb no new name",
        ),
        (make_restore.update_info(bam=()), "as OldPrimaryImportDatabase"),
        (
            make_restore.update_info(bam=tuple(make_restore.units())[:2]),
            "where PrimaryImportDatabase will be",
        ),
    ],
)
def test_fail_for_what_is_not_prepared(file: UpdateInfo, said: str) -> None:
    verdict = judge(file)
    assert verdict.status is Status.FAIL
    assert said in verdict.message
    assert verdict.fix


def test_fail_for_a_store_of_bam_left_out() -> None:
    held = sql(*make.bam_database("ArchivingDatabase", "BAMArchive"))
    assert "ArchivingDatabase" in judge(make_restore.update_info(), held=held).message
    units = tuple(make_restore.units(ArchivingDatabase="BAMArchive"))
    assert judge(make_restore.update_info(bam=units), held=held).status is Status.PASS


def custom(server: str = "SQL01") -> Group:
    return replace(GROUP, custom_databases=(CustomDatabase(server, "OrdersDb"),))


def test_fail_for_a_declared_database_left_out() -> None:
    verdict = judge(make_restore.update_info(), group=custom())
    assert "does not name OrdersDb on SQL01" in verdict.message
    orders = make_restore.moved("Database", DatabaseRef("sql01", "ordersdb"), "Orders")
    assert judge(named(*make_restore.moves(), orders), group=custom()).status is Status.PASS
    assert judge(named(*make_restore.moves(), orders), group=custom("SQL02")).status is Status.FAIL


def test_fail_for_a_registered_database_left_out() -> None:
    held = sql(OtherBackupDatabase("Orders", DatabaseRef("SQL02", "OrdersDb")))
    assert "OrdersDb on SQL02" in judge(make_restore.update_info(), held=held).message


def test_fail_for_the_databases_of_bam_alerts_left_out() -> None:
    held = sql(make.database("BAMAlertsApplication"), make.database("BAMAlertsNSMain"))
    verdict = judge(make_restore.update_info(), held=held)
    assert "does not name BAMAlertsApplication on SQL01 as" in verdict.message
    alerts = DatabaseRef("SQL01", "BAMAlertsApplication")
    lines = (*make_restore.moves(), make_restore.moved("Database", alerts, "BAM Alerts"))
    assert judge(named(*lines), held=held).status is Status.PASS


def test_boundary_of_alerts_with_notification_services() -> None:
    old = make.instance(product_version="10.50.6000.34")
    facts = (make.biztalk_group(), make_restore.message_box(), make.sso_database())
    there = (BizTalkServer("BTS01"), make.database("BAMAlertsNSMain"))
    verdict = judge(make_restore.update_info(), held=make.sql("SQL01", old, *there, *facts))
    assert "BAMAlertsNSMain" in verdict.message


def test_fail_for_single_sign_on_that_no_table_names() -> None:
    facts = (make.instance(), make.biztalk_group(), make_restore.message_box())
    held = make.sql("SQL01", BizTalkServer("BTS01"), *facts)
    verdict = judge(named(BOX, TRACKING, MANAGEMENT), held=held)
    assert "no database of Single Sign-On" in verdict.message
    assert judge(make_restore.update_info(), held=held).status is Status.PASS


def test_fail_for_the_wrong_master() -> None:
    held = sql(make_restore.message_box(SECOND, is_master=False))
    wrong = (
        make_restore.moved("MessageBoxDB", make_restore.BOX, is_master="0"),
        make_restore.moved("MessageBoxDB", SECOND),
    )
    verdict = judge(named(*wrong, TRACKING, MANAGEMENT, SSO), held=held)
    assert "makes BizTalkMsgBoxDb2 the master message box" in verdict.message


def test_fail_for_servers_that_differ() -> None:
    mine = make_restore.update_info()
    other = named(BOX, TRACKING, MANAGEMENT, replace(SSO, new=DatabaseRef("SQLDR01", "SSODB2")))
    hosts = (make.host("BTS01", mine), make.host("BTS02", other))
    found = make.verdicts(check, make.facts(sql(BizTalkServer("BTS02")), *hosts, group=GROUP))
    assert {one.status for one in found.values()} == {Status.FAIL}


def test_boundary_a_server_is_not_blamed_for_another_that_is_not_prepared() -> None:
    hosts = (make.host("BTS01", make_restore.update_info()), make.host("BTS02", GONE))
    found = make.verdicts(check, make.facts(sql(BizTalkServer("BTS02")), *hosts, group=GROUP))
    assert found["BTS01"].status is Status.PASS
    assert found["BTS02"].status is Status.FAIL


@pytest.mark.parametrize(
    ("element", "status"), [("RuleEngineDB", Status.PASS), ("TrackingDB", Status.NOT_CHECKED)]
)
def test_boundary_of_the_rule_engine(element: str, status: Status) -> None:
    lines = (*make_restore.moves(), make_restore.moved(element, RULES))
    assert judge(named(*lines), held=sql(rules=RULES)).status is status


def test_boundary_a_group_without_bam_needs_no_section() -> None:
    assert judge(make_restore.update_info(bam=()), held=sql(bam=None)).status is Status.PASS


def test_boundary_without_a_word_on_the_names_nothing_is_asked() -> None:
    verdict = make.verdict(check, make.facts(sql()))
    assert verdict.status is Status.NOT_CHECKED
    assert "names: same" in verdict.settle


def test_not_applicable_where_the_names_are_kept() -> None:
    kept = replace(GROUP, restore=Restore(ServerNames.SAME))
    verdict = make.verdict(check, make.facts(sql(), group=kept))
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (make.biztalk_group(),)


def test_boundary_of_other_names_on_servers_that_nobody_declared() -> None:
    group = make.group(restore=Restore(ServerNames.OTHER))
    assert judge(make_restore.update_info(), group=group).status is Status.PASS
    nowhere = replace(BOX, new=DatabaseRef("", "BizTalkMsgBoxDb"))
    verdict = judge(named(nowhere, TRACKING, MANAGEMENT, SSO), group=group)
    assert "to no server" in verdict.message


def test_gap_of_the_names_in_the_group_excuses_nothing() -> None:
    kept = replace(GROUP, restore=Restore(ServerNames.SAME))
    given = make.facts(make.gap(BizTalkGroup, make.sql("SQL01")), group=kept)
    with pytest.raises(MissingEvidence):
        make.verdict(check, given)


def test_gap_of_the_file_is_missing_evidence() -> None:
    given = make.facts(sql(), make.gap(UpdateInfo, make.host("BTS01")), group=GROUP)
    with pytest.raises(MissingEvidence):
        make.verdict(check, given)
