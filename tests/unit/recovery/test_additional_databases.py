"""Databases that no table of the group names, where they are looked for and where they are told."""

from xml.etree import ElementTree as ET

from scanner.facts.topology import BackupDatabase, DatabaseRef, MessageBox, OtherBackupDatabase
from scanner.model.estate import CustomDatabase
from scanner.recovery.additional_databases import beside_the_tables
from scanner.runbook.update_info import update_info
from tests import make

ORDERS, TEXTS = DatabaseRef("SQL02", "OrdersDb"), DatabaseRef("SQL02", "TextsDb")
CUSTOM = tuple(CustomDatabase(one.server, one.name) for one in (ORDERS, TEXTS))
ALERTS = DatabaseRef("SQL01", "BAMAlertsApplication")
OLD_ALERTS = DatabaseRef("SQL01", "BAMAlertsNSMain")


def facts(version: str = "15.0.4430.1", **group: object) -> make.HandFacts:
    here = make.sql(
        "SQL01",
        make.instance(product_version=version),
        make.biztalk_group(**group),
        make.database(ALERTS.name),
        make.database(OLD_ALERTS.name),
        BackupDatabase(make.MANAGEMENT),
        MessageBox(DatabaseRef("SQL01", "BizTalkMsgBoxDb"), True),
        OtherBackupDatabase("Orders", DatabaseRef("sql02", "ordersdb")),
    )
    return make.facts(here, group=make.group(custom_databases=CUSTOM))


def test_those_that_the_estate_declares_and_those_of_alerts() -> None:
    assert list(beside_the_tables(facts())) == [ORDERS, TEXTS, ALERTS]


def test_notification_services_where_they_are_in_use() -> None:
    assert OLD_ALERTS in beside_the_tables(facts("10.50.6000.34"))


def test_no_alerts_without_bam() -> None:
    assert list(beside_the_tables(facts(bam=None))) == [ORDERS, TEXTS]


def test_the_generated_file_names_each_once() -> None:
    root = ET.fromstring(update_info(facts(), lambda _old: "DR01"))  # noqa: S314 - our own
    named = [one.get("oldDBName") for one in root.iter("Database")]
    assert named == ["ordersdb", TEXTS.name, ALERTS.name]
