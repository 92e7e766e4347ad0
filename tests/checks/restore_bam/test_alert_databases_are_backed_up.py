"""RB05."""

import pytest

from checks.restore_bam.alert_databases_are_backed_up import (
    alert_databases_are_backed_up as check,
)
from scanner.facts.instances import Database
from scanner.facts.topology import BackupDatabase, DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

ALERTS, NOTIFICATION = "BAMAlertsApplication", "BAMAlertsNSMain"


def judge(*facts: object, version: str = "15.0.4430.1") -> dict[str, Verdict]:
    known = (make.biztalk_group(), make.instance(product_version=version), make.database("Other"))
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


def test_not_applicable_without_bam_or_alerts() -> None:
    assert judge()[""].status is Status.NOT_APPLICABLE
    sql = make.sql("SQL01", make.biztalk_group(bam=None))
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE


@pytest.mark.parametrize("kind", [Database, BackupDatabase])
def test_gap_is_missing_evidence(kind: type) -> None:
    known = (make.biztalk_group(), make.instance(), make.database(ALERTS))
    gone = make.gap(kind, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.sql("SQL01", *known), gone))
