"""PE10: a person says it, and is told of which group and which server."""

import pytest

from checks.permissions.sso_administrators_can_act import sso_administrators_can_act as check
from scanner.facts.master_secret import SsoGlobalInfo
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make


def judge(*facts: object) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQL01", make.sso_database(), *facts)))


def test_pass_is_never_said_by_a_machine() -> None:
    verdict = judge(make.sso_info())
    assert verdict.status is Status.NOT_CHECKED
    assert "CORP\\SSO Administrators" in verdict.message
    assert "local administrator of SSO01" in verdict.settle


def test_fail_is_never_said_by_a_machine() -> None:
    assert judge(SsoGlobalInfo("SSO01", "")).status is Status.NOT_CHECKED


def test_boundary_before_single_sign_on_is_configured() -> None:
    assert "the master secret server" in judge(make.sso_info(None)).settle


def test_gap_of_its_database_is_missing_evidence() -> None:
    gap = make.gap(SsoGlobalInfo, make.sql("SQL01"))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.sql("SQL01", make.sso_database()), gap))
