"""LS09."""

import pytest

from checks.destination.destination_has_the_logins import destination_has_the_logins as check
from scanner.facts.permissions import DatabaseUser, ServerLogin
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql
from tests.checks.destination.shipping import GROUP

SQL_LOGIN = make_sql.login("etl", sid="AB12", type="S")


def here(*logins: ServerLogin) -> make.Held:
    users = (make_sql.user(name=one.name, sid=one.sid) for one in logins)
    return make.sql("SQL01", make.instance(), make.backup_database(), *logins, *users)


def judge(login: ServerLogin, *there: ServerLogin) -> Verdict:
    held = (here(login), make.sql("SQLDR01", make.instance(name="SQLDR01"), *there))
    return make.verdict(check, make.facts(*held, group=GROUP))


@pytest.mark.parametrize("login", [make_sql.login(), make_sql.group(), SQL_LOGIN])
def test_pass_when_the_login_is_there(login: ServerLogin) -> None:
    assert judge(login, login).status is Status.PASS


@pytest.mark.parametrize("login", [make_sql.login(), make_sql.group(), SQL_LOGIN])
def test_fail_when_the_login_is_missing(login: ServerLogin) -> None:
    verdict = judge(login, make_sql.sa())
    assert verdict.status is Status.FAIL
    assert login.name in verdict.fix


def test_boundary_the_same_name_with_another_identifier_is_another_login() -> None:
    twin = make_sql.login("etl", sid="CD34", type="S")
    verdict = judge(SQL_LOGIN, twin)
    assert verdict.status is Status.FAIL
    assert "with another identifier: etl" in verdict.message


@pytest.mark.parametrize(
    "login",
    [
        make_sql.sa(),
        make_sql.login(r"CORP\btsready", sid="S-1-5-21-1-2-3-77"),
        make_sql.login(r"SQL01\operator", sid="S-1-5-21-9-9-9-1000"),
        make_sql.login(r"NT SERVICE\MSSQLSERVER", sid="S-1-5-80-1-2-3-4-5"),
    ],
)
def test_boundary_what_means_nothing_elsewhere_is_left_out(login: ServerLogin) -> None:
    assert judge(login).status is Status.PASS


def test_boundary_a_login_without_a_user_is_not_needed() -> None:
    held = (here(), make.sql("SQL01", make_sql.login()), make.sql("SQLDR01"))
    assert make.verdict(check, make.facts(*held, group=GROUP)).status is Status.PASS


@pytest.mark.parametrize(
    ("kind", "server"),
    [(ServerLogin, "SQL01"), (ServerLogin, "SQLDR01"), (DatabaseUser, "SQL01")],
)
def test_gap_on_either_side_is_no_verdict(kind: type, server: str) -> None:
    held = (here(make_sql.login()), make.sql("SQLDR01"), make.gap(kind, make.sql(server)))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(*held, group=GROUP))
