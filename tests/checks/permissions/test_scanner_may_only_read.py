"""PE05."""

import pytest

from checks.permissions.scanner_may_only_read import scanner_may_only_read as check
from scanner.facts.permissions import OwnRights, OwnRoles
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql


def judge(rights: OwnRights, *roles: OwnRoles) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQL01", make.instance(), rights, *roles)))


def test_pass_with_nothing_but_reading() -> None:
    assert judge(make_sql.own_rights(), make_sql.own_roles()).status is Status.PASS


@pytest.mark.parametrize("right", ["is_sysadmin", "controls_server", "alters_logins"])
def test_fail_with_a_right_on_the_server(right: str) -> None:
    verdict = judge(make_sql.own_rights(**{right: True}), make_sql.own_roles())
    assert verdict.status is Status.FAIL
    assert r"CORP\btsready" in verdict.message


@pytest.mark.parametrize("role", ["is_owner", "is_biztalk_administrator", "is_backup_user"])
def test_fail_with_a_role_in_a_database(role: str) -> None:
    verdict = judge(make_sql.own_rights(), make_sql.own_roles("SSODB", **{role: True}))
    assert verdict.status is Status.FAIL
    assert "SSODB" in verdict.fix


def test_boundary_a_sysadmin_is_told_once() -> None:
    roles = make_sql.own_roles(is_owner=True)
    assert "db_owner" not in judge(make_sql.own_rights(is_sysadmin=True), roles).message


def test_gap_in_what_we_are_is_no_verdict() -> None:
    for kind in (OwnRights, OwnRoles):
        known = make.sql("SQL01", make.instance(), make_sql.own_rights())
        with pytest.raises(MissingEvidence):
            make.verdict(check, make.facts(known, make.gap(kind, make.sql("SQL01"))))
