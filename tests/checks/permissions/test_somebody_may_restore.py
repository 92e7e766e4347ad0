"""PE06."""

import pytest

from checks.permissions.somebody_may_restore import somebody_may_restore as check
from scanner.facts.permissions import ServerLogin
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql


def judge(*logins: ServerLogin) -> Verdict:
    return make.verdict(check, make.facts(make.sql("SQL01", make_sql.agent(), *logins)))


@pytest.mark.parametrize(
    "login", [make_sql.group(), make_sql.sysadmin(r"CORP\mueller", sid="S-1-5-21-1-2-3-9")]
)
def test_pass_with_people(login: ServerLogin) -> None:
    assert judge(make_sql.sa(), login).status is Status.PASS


def test_fail_without_people() -> None:
    verdict = judge(
        make_sql.sa(),
        make_sql.sysadmin(),
        make_sql.login(r"CORP\mueller"),
        make_sql.sysadmin(r"NT SERVICE\MSSQLSERVER", sid="S-1-5-80-1-2-3-4-5"),
        make_sql.sysadmin(r"NT-AUTORITÄT\SYSTEM", sid="S-1-5-18"),
        make_sql.sysadmin("##MS_PolicyTsqlExecutionLogin##", sid="AB", type="S"),
    )
    assert verdict.status is Status.FAIL
    assert "SQL01" in verdict.fix


def test_boundary_a_login_counts_while_it_is_enabled() -> None:
    assert judge(make_sql.group(is_disabled=True)).status is Status.FAIL
    enabled = make_sql.sysadmin("sa", sid=make_sql.SA, type="S")
    assert judge(enabled).status is Status.PASS


def test_boundary_each_destination_is_asked() -> None:
    facts = make.facts(
        make.sql("SQL01", make_sql.agent(), make_sql.group()),
        make.sql("SQLDR01", make_sql.agent(), make_sql.sysadmin()),
        group=make.group(log_shipping=LogShipping(("SQLDR01",))),
    )
    found = {name: one.status for name, one in make.verdicts(check, facts).items()}
    assert found == {"SQL01": Status.PASS, "SQLDR01": Status.FAIL}


def test_gap_in_the_logins_is_no_verdict() -> None:
    known = make.sql("SQL01", make_sql.agent())
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(known, make.gap(ServerLogin, make.sql("SQL01"))))
