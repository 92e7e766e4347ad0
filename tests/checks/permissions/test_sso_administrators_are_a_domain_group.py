"""PE07."""

import pytest

from checks.permissions.sso_administrators_are_a_domain_group import (
    sso_administrators_are_a_domain_group as check,
)
from scanner.facts.master_secret import SsoGlobalInfo
from scanner.model.check import MissingEvidence
from scanner.model.estate import DeclaredHost, HostRole, LogShipping
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql

GROUP = make.group(
    log_shipping=LogShipping(("SQLDR01",)), hosts=(DeclaredHost("CL01", (HostRole.SECRET_SERVER,)),)
)


def known() -> make.Held:
    return make.sql("SQL01", make.instance(), make.sso_database(), make_sql.biztalk_server())


def judge(group: str, agent: str = make_sql.ACCOUNT) -> Verdict:
    return make.verdict(
        check,
        make.facts(
            known(),
            make.sql("SQL01", SsoGlobalInfo("SSO01", group)),
            make.sql("SQLDR01", make_sql.agent(agent)),
            group=GROUP,
        ),
    )


def test_pass_with_a_group_of_the_domain_of_the_destination() -> None:
    assert judge(r"corp\SSO Administrators").status is Status.PASS


@pytest.mark.parametrize(
    "group",
    [
        "",
        "SSO Administrators",
        *(rf"{one}\SSO" for one in (".", "sso01", "SQL01", "WEB01", "CL01")),
    ],
)
def test_fail_with_a_group_of_a_machine(group: str) -> None:
    assert judge(group).status is Status.FAIL


def test_boundary_another_domain_is_left_to_a_person() -> None:
    verdict = judge(r"CORP\SSO", agent=r"DRZ\sqlagent")
    assert verdict.status is Status.NOT_CHECKED
    assert "SQLDR01" in verdict.settle


def test_boundary_without_sso_database_a_person_must_say() -> None:
    verdict = make.verdict(check, make.facts(make.sql("SQL01")))
    assert verdict.status is Status.NOT_CHECKED


def test_gap_in_the_group_is_no_verdict() -> None:
    held = (known(), make.gap(SsoGlobalInfo, make.sql("SQL01")))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(*held))
