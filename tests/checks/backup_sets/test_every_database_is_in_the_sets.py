"""BS03."""

import pytest

from checks.backup_sets.every_database_is_in_the_sets import every_database_is_in_the_sets as check
from scanner.facts.instances import Database
from scanner.facts.topology import BizTalkGroup, DatabaseRef, MessageBox, OtherBackupDatabase
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

BOTH = (make.MANAGEMENT, make.SSO)
EXPECTED = (*map(make.backup_database, BOTH), make.sso_database())
PRESENT = (make.database(), make.database("SSODB"))
NO_MORE = make.biztalk_group(tracking=None, bam=None)
JOB = (make.agent_job(), *make.backup_steps(), NO_MORE)
SETS = (*make.backup_set(1, *BOTH, type="db"), *make.backup_set(2, *BOTH))
SSO = "SQL01/SSODB"


def judge(*facts: object) -> dict[str, Verdict]:
    return make.verdicts(check, make.facts(make.sql("SQL01", *JOB, *facts)))


def test_pass_when_in_the_newest_sets() -> None:
    found = judge(*EXPECTED, *PRESENT, *SETS)
    assert {one.status for one in found.values()} == {Status.PASS}
    assert sorted(found) == ["SQL01/BizTalkMgmtDb", SSO]


def test_fail_for_the_database_that_was_never_backed_up() -> None:
    custom = DatabaseRef("SQL01", "Custom")
    found = judge(*EXPECTED, make.backup_database(custom), *PRESENT, make.database("Custom"), *SETS)
    assert found["SQL01/Custom"].status is Status.FAIL
    assert (
        "not in the newest full set (1) nor in the newest log set (2)"
        in found["SQL01/Custom"].message
    )
    assert found[SSO].status is Status.PASS


def test_fail_for_the_database_that_does_not_exist() -> None:
    found = judge(*EXPECTED, make.database(), *SETS)
    assert "no such database" in found[SSO].message


def test_fail_when_single_sign_on_is_not_listed() -> None:
    found = judge(make.backup_database(), make.database(), *SETS)
    assert found["Single Sign-On database"].status is Status.FAIL


def test_fail_without_any_set() -> None:
    assert "not in any full set nor in any log set" in judge(*EXPECTED, *PRESENT)[SSO].message


@pytest.mark.parametrize(
    "named",
    [
        make.biztalk_group(bam=None),
        make.biztalk_group(tracking=None, bam=None, rules=DatabaseRef("SQL01", "BizTalkDTADb")),
        MessageBox(DatabaseRef("SQL01", "BizTalkDTADb"), is_master=False),
        OtherBackupDatabase("", DatabaseRef("SQL01", "BizTalkDTADb")),
    ],
)
def test_fail_for_a_list_that_was_cut_short(named: object) -> None:
    """As long as the database is not in the view, nothing else would miss it."""
    known = (make.agent_job(), *make.backup_steps(), named)
    group = () if isinstance(named, BizTalkGroup) else (NO_MORE,)
    sql = make.sql("SQL01", *known, *group, *EXPECTED, *PRESENT, *SETS)
    found = make.verdicts(check, make.facts(sql))
    assert found["SQL01/BizTalkDTADb"].status is Status.FAIL
    assert "does not list it" in found["SQL01/BizTalkDTADb"].message
    assert found[SSO].status is Status.PASS


def test_fail_for_an_empty_list() -> None:
    found = judge(make.sso_database(), *PRESENT, *SETS)
    assert {one.status for one in found.values()} == {Status.FAIL}
    assert sorted(found) == ["SQL01/BizTalkMgmtDb", SSO]


def test_boundary_only_the_newest_sets_count_but_not_the_one_being_written() -> None:
    newer = make.backup_set(3, make.MANAGEMENT, set_complete=False)
    assert judge(*EXPECTED, *PRESENT, *SETS, *newer)[SSO].status is Status.FAIL
    running = judge(*EXPECTED, *PRESENT, *SETS, *newer, make.running())
    assert running[SSO].status is Status.PASS


def test_aliases_of_a_server_are_the_same_server() -> None:
    group = make.group(aliases={"LISTENER": "SQL01"})
    listed = make.backup_database(DatabaseRef("listener.corp.example", "SSODB"))
    sql = make.sql("SQL01", *JOB, listed, make.sso_database(), *PRESENT, *SETS)
    found = make.verdicts(check, make.facts(sql, group=group))
    assert found[SSO].status is Status.PASS


def test_gap_on_one_server_is_no_verdict_for_its_databases() -> None:
    far = make.backup_database(DatabaseRef("SQL02", "Far"))
    facts = make.facts(
        make.sql("SQL01", *JOB, far, make.sso_database(), *PRESENT, *SETS),
        make.gap(Database, make.sql("SQL02")),
    )
    with pytest.raises(MissingEvidence):
        make.verdict(check, facts)


def test_gap_in_the_list_is_no_verdict() -> None:
    facts = make.facts(
        make.sql("SQL01", *JOB, *EXPECTED),
        make.gap(OtherBackupDatabase, make.sql("SQL01")),
    )
    with pytest.raises(MissingEvidence):
        make.verdicts(check, facts)
