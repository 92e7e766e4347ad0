"""RB05."""

import pytest

from checks.restore_bam.alert_databases_are_backed_up import (
    alert_databases_are_backed_up as check,
)
from scanner.facts.configuration import ConfigurationExport, NamedAlerts
from scanner.facts.instances import Database
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql

ALERTS, NOTIFICATION = "BAMAlertsApplication", "BAMAlertsNSMain"

FOLDER = r"D:\exports"
PATH = rf"{FOLDER}\WEB01.xml"


def judge(*facts: object, version: str = "15.0.4430.1") -> dict[str, Verdict]:
    instance = (make.instance(product_version=version), make.database("Other"))
    known = (make.biztalk_group(), make_sql.biztalk_server("WEB01"), *instance)
    return make.verdicts(check, make.facts(make.sql("SQL01", *known, *facts)))


def listed(name: str, server: str = "SQL01") -> BackupDatabase:
    return make.backup_database(DatabaseRef(server, name))


def test_pass_in_the_sets() -> None:
    found = judge(make.database(ALERTS), listed(ALERTS.lower(), "sql01.corp.example"))
    assert found[f"SQL01/{ALERTS}"].status is Status.PASS


def test_fail_outside_of_them() -> None:
    assert judge(make.database(ALERTS))[f"SQL01/{ALERTS}"].status is Status.FAIL
    elsewhere = judge(make.database(ALERTS), listed(ALERTS, "SQL02"))
    assert elsewhere[f"SQL01/{ALERTS}"].status is Status.FAIL


@pytest.mark.parametrize(
    ("version", "status"), [("10.50.6000.34", Status.FAIL), ("11.0.7507.2", Status.NOT_APPLICABLE)]
)
def test_boundary_notification_services_end_with_sql_server_2012(
    version: str, status: Status
) -> None:
    found = judge(make.database(NOTIFICATION), version=version)[f"SQL01/{NOTIFICATION}"]
    assert found.status is status
    assert version in found.message or status is Status.FAIL


def exported(*facts: object, alerts: NamedAlerts | None) -> dict[str, Verdict]:
    """As an export of WEB01 says that lies on SSO01."""
    known = (make.biztalk_group(), make.instance(), make.database("Other"))
    sql = make.sql("SQL01", make_sql.biztalk_server("WEB01"), *known, *facts)
    content = make.configuration_export(PATH, FOLDER, alerts=alerts)
    keeper = make.host("SSO01", make.folder(FOLDER), make.stored_file(PATH, FOLDER), content)
    place = make.location(FOLDER, Artefact.CONFIGURATION_EXPORT, host="SSO01")
    return make.verdicts(check, make.facts(sql, keeper, group=make.group(locations=(place,))))


def test_fail_where_only_the_export_names_it() -> None:
    found = exported(alerts=NamedAlerts("SQL02", "Alarm"))
    assert found["SQL02/AlarmApplication"].status is Status.FAIL
    assert "WEB01.xml enables BAM alerts" in found["SQL02/AlarmApplication"].message


def test_pass_where_only_the_export_names_it() -> None:
    found = exported(listed("AlarmApplication", "SQL02"), alerts=NamedAlerts("SQL02", "Alarm"))
    assert found["SQL02/AlarmApplication"].status is Status.PASS


def test_prefix_of_the_export_is_looked_for_in_the_instance_too() -> None:
    found = exported(make.database("ALARMAPPLICATION"), alerts=NamedAlerts("sql01", "Alarm"))
    assert list(found) == ["SQL01/ALARMAPPLICATION"]
    assert "SQL01 holds ALARMAPPLICATION" in found["SQL01/ALARMAPPLICATION"].message


def test_dot_is_the_machine_of_the_export() -> None:
    assert list(exported(alerts=NamedAlerts(".", ""))) == ["WEB01/BAMAlertsApplication"]
    assert list(exported(alerts=NamedAlerts("", ""))) == ["SQL01/BAMAlertsApplication"]


def test_export_without_alerts_names_nothing() -> None:
    assert exported(alerts=None)[""].status is Status.NOT_APPLICABLE


def test_gap_of_the_export_is_missing_evidence() -> None:
    sql = make.sql("SQL01", make.biztalk_group(), make_sql.biztalk_server("WEB01"))
    place = make.location(FOLDER, Artefact.CONFIGURATION_EXPORT, host="SSO01")
    keeper = make.host("SSO01", make.folder(FOLDER), make.stored_file(PATH, FOLDER))
    gone = make.gap(ConfigurationExport, make.host("SSO01"))
    given = make.facts(sql, keeper, gone, group=make.group(locations=(place,)))
    with pytest.raises(MissingEvidence):
        make.verdicts(check, given)


def test_gap_no_computer_means_that_no_export_was_looked_for() -> None:
    sql = make.sql("SQL01", make.biztalk_group(), make.instance(), make.database("Other"))
    with pytest.raises(MissingEvidence, match="names no computer"):
        make.verdicts(check, make.facts(sql))


def test_not_applicable_without_bam_or_alerts() -> None:
    assert judge()[""].status is Status.NOT_APPLICABLE
    sql = make.sql("SQL01", make.biztalk_group(bam=None))
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE


@pytest.mark.parametrize("kind", [Database, BackupDatabase])
def test_gap_is_missing_evidence(kind: type) -> None:
    server = make_sql.biztalk_server("WEB01")
    known = (make.biztalk_group(), make.instance(), make.database(ALERTS), server)
    gone = make.gap(kind, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.sql("SQL01", *known), gone))
