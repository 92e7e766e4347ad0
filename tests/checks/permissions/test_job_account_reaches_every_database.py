"""PE01."""

import pytest

from checks.permissions.job_account_reaches_every_database import (
    job_account_reaches_every_database as check,
)
from scanner.facts.instances import Database
from scanner.facts.permissions import DatabaseUser, ServerLogin, ServiceAccount
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql

BOX = DatabaseRef("SQL02", "BizTalkMsgBoxDb")


def known() -> make.Held:
    return make.sql("SQL01", make.backup_database(BOX), make_sql.agent())


def judge(*on_sql02: object) -> Verdict:
    return make.verdict(
        check, make.facts(known(), make.sql("SQL02", make.database(BOX.name), *on_sql02))
    )


def test_pass_as_a_sysadmin() -> None:
    assert judge(make_sql.sysadmin(r"corp\SQLAgent")).status is Status.PASS


def test_pass_in_the_role() -> None:
    assert judge(make_sql.login(), make_sql.user(BOX.name)).status is Status.PASS


def test_pass_of_the_systems_own_account_by_its_identifier() -> None:
    facts = make.facts(
        make.sql("SQL02", make.backup_database(BOX), make_sql.agent("LocalSystem")),
        make.sql(
            "SQL02",
            make.database(BOX.name),
            make_sql.sysadmin(r"NT-AUTORITÄT\SYSTEM", sid="S-1-5-18"),
        ),
        group=make.group(management_server="SQL02"),
    )
    assert make.verdict(check, facts).status is Status.PASS


def test_fail_without_a_login_names_account_database_and_server() -> None:
    verdict = judge(make_sql.sa(), make_sql.user(BOX.name))
    assert verdict.status is Status.FAIL
    for said in (make_sql.ACCOUNT, BOX.name, "SQL02"):
        assert said in verdict.message
        assert said in verdict.fix


def test_fail_when_the_database_is_not_there() -> None:
    facts = make.facts(known(), make.sql("SQL02", make_sql.sysadmin()))
    assert make.verdict(check, facts).status is Status.FAIL


@pytest.mark.parametrize(
    "user",
    [
        make_sql.user(BOX.name, is_backup_user=False),
        make_sql.user("BizTalkDTADb"),
        make_sql.user(BOX.name, sid="S-1-5-21-1-2-3-7"),
    ],
)
def test_boundary_the_role_counts_for_that_user_in_that_database(user: DatabaseUser) -> None:
    assert judge(make_sql.login(), user).status is Status.FAIL


def test_boundary_a_disabled_login_does_not_count() -> None:
    assert judge(make_sql.sysadmin(is_disabled=True)).status is Status.FAIL


def test_boundary_a_group_leaves_it_to_a_person() -> None:
    verdict = judge(make_sql.login(), make_sql.group())
    assert verdict.status is Status.NOT_CHECKED
    assert make_sql.ADMINISTRATORS in verdict.settle


def test_boundary_a_group_in_the_role_is_a_group_too() -> None:
    group = make_sql.group(is_sysadmin=False)
    user = make_sql.user(BOX.name, name=group.name, sid=group.sid, type="G")
    assert judge(group, user).status is Status.NOT_CHECKED
    assert judge(group).status is Status.FAIL


@pytest.mark.parametrize("kind", [Database, ServerLogin, DatabaseUser])
def test_gap_in_logins_or_users_is_no_verdict(kind: type) -> None:
    there = make.sql("SQL02", make.database(BOX.name), make_sql.login())
    held = (known(), there, make.gap(kind, make.sql("SQL02")))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(*held))


def test_gap_where_no_agent_is_named_is_no_verdict() -> None:
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(make.sql("SQL01", make.backup_database())))
    denied = make.facts(known(), make.gap(ServiceAccount, make.sql("SQL01")))
    with pytest.raises(MissingEvidence):
        make.verdict(check, denied)
