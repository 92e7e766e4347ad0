"""RB06: a person's to say."""

import pytest

from checks.restore_bam.alerts import USER
from checks.restore_bam.alerts_can_be_sent_again import alerts_can_be_sent_again as check
from scanner.facts.configuration import NamedAccount, NamedAlerts
from scanner.facts.instances import Instance
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql


def judge(version: str) -> Verdict:
    server, instance = make_sql.biztalk_server(), make.instance(product_version=version)
    return make.verdict(
        check, make.facts(make.sql("SQL01", make.biztalk_group(), server, instance))
    )


def test_pass_is_never_said_by_a_machine() -> None:
    verdict = judge("15.0.4430.1")
    assert verdict.status is Status.NOT_CHECKED
    assert "Database Mail" in verdict.message


def test_fail_is_never_said_by_a_machine() -> None:
    assert "profile, accounts and mail server" in judge("13.0.5026.0").settle


def test_boundary_older_servers_have_notification_services() -> None:
    assert "Database Mail" in judge("11.0.7507.2").message
    old = judge("10.50.6000.34")
    assert "Notification Services" in old.message
    assert "service account and password" in old.settle


def test_export_tells_the_account() -> None:
    folder, path = r"D:\exports", r"D:\exports\WEB01.xml"
    sql = make.sql("SQL01", make_sql.biztalk_server("WEB01"), make.biztalk_group(), make.instance())
    content = make.configuration_export(
        path,
        folder,
        alerts=NamedAlerts("SQL01", "BAMAlerts"),
        accounts=(NamedAccount(USER, r"CORP\svc-alerts"),),
    )
    keeper = make.host("SSO01", make.folder(folder), make.stored_file(path, folder), content)
    place = make.location(folder, Artefact.CONFIGURATION_EXPORT, host="SSO01")
    group = make.group(locations=(place,))
    verdict = make.verdict(check, make.facts(sql, keeper, group=group))
    assert verdict.status is Status.NOT_CHECKED
    assert f"{path} enables them" in verdict.message
    assert r"password of CORP\svc-alerts is kept" in verdict.settle
    assert content in verdict.cites


def test_not_applicable_without_bam() -> None:
    sql = make.sql("SQL01", make.biztalk_group(bam=None))
    assert make.verdict(check, make.facts(sql)).status is Status.NOT_APPLICABLE


def test_gap_is_missing_evidence() -> None:
    gone = make.gap(Instance, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.sql("SQL01", make.biztalk_group()), gone))
