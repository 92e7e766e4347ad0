"""PE02."""

import pytest

from checks.permissions.service_accounts_are_domain_accounts import (
    service_accounts_are_domain_accounts as check,
)
from scanner.facts.permissions import ServiceAccount
from scanner.model.check import MissingEvidence
from scanner.model.estate import LogShipping
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql

LOCAL = (
    "LocalSystem",
    r"NT Service\SQLSERVERAGENT",
    r"NT AUTHORITY\NETWORK SERVICE",
    r".\sqlagent",
    r"SQL01\sqlagent",
    "sqlagent",
)


VIRTUAL = r"NT SERVICE\MSSQLSERVER"


def judge(account: str, *facts: object, server: str = "BTS01", engine: str = VIRTUAL) -> Verdict:
    known = (make.instance(), make.backup_database(), make_sql.biztalk_server(server))
    services = (make_sql.agent(account), make_sql.engine(engine))
    return make.verdict(check, make.facts(make.sql("SQL01", *known, *services, *facts)))


@pytest.mark.parametrize("account", [make_sql.ACCOUNT, "sqlagent@corp.example"])
def test_pass_with_an_account_of_a_domain(account: str) -> None:
    assert judge(account).status is Status.PASS


@pytest.mark.parametrize("account", LOCAL)
def test_fail_with_an_account_of_one_machine(account: str) -> None:
    verdict = judge(account)
    assert verdict.status is Status.FAIL
    assert account in verdict.message


def test_boundary_a_translated_name_is_told_by_its_identifier() -> None:
    name = r"NT-AUTORITÄT\Netzwerkdienst"
    assert judge(name, make_sql.login(name, sid="S-1-5-20")).status is Status.FAIL


@pytest.mark.parametrize("account", LOCAL)
def test_boundary_a_group_on_one_machine_needs_no_domain(account: str) -> None:
    assert judge(account, server="sql01.corp.example").status is Status.PASS


def test_boundary_a_destination_is_a_machine_more() -> None:
    known = (make.instance(), make.backup_database(), make_sql.biztalk_server("SQL01"))
    facts = make.facts(
        make.sql("SQL01", *known, make_sql.agent("LocalSystem"), make_sql.engine()),
        make.sql(
            "SQLDR01", make.instance(machine="SQLDR01"), make_sql.agent(), make_sql.engine(VIRTUAL)
        ),
        group=make.group(log_shipping=LogShipping(("SQLDR01",))),
    )
    found = {name: one.status for name, one in make.verdicts(check, facts).items()}
    assert found == {"SQL01": Status.FAIL, "SQLDR01": Status.PASS}


@pytest.mark.parametrize("account", ["LocalSystem", r"NT AUTHORITY\NETWORK SERVICE", r".\sql"])
def test_fail_with_an_engine_of_one_machine(account: str) -> None:
    verdict = judge(make_sql.ACCOUNT, engine=account)
    assert verdict.status is Status.FAIL
    assert f"the database engine runs as {account}" in verdict.message


def test_boundary_the_engine_s_domain_is_proved_by_another_login() -> None:
    engine = r"CORP\sqlengine"
    assert judge(make_sql.ACCOUNT, engine=engine).status is Status.NOT_CHECKED
    assert judge(make_sql.ACCOUNT, make_sql.group(), engine=engine).status is Status.PASS
    assert judge(make_sql.ACCOUNT, engine="sqlengine@corp.example").status is Status.PASS


def test_boundary_a_translated_name_is_no_proof() -> None:
    engine = r"NT-AUTORITÄT\Netzwerkdienst"
    assert judge(make_sql.ACCOUNT, make_sql.group(), engine=engine).status is Status.NOT_CHECKED


def test_gap_in_the_accounts_is_no_verdict() -> None:
    facts = make.facts(
        make.sql("SQL01", make.instance(), make.backup_database()),
        make.gap(ServiceAccount, make.sql("SQL01")),
    )
    with pytest.raises(MissingEvidence):
        make.verdict(check, facts)
