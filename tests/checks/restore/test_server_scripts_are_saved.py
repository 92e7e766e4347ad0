"""RD02."""

from datetime import timedelta

import pytest

from checks.restore.server_scripts_are_saved import server_scripts_are_saved as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.restoring import JOB, LOGIN, ServerChange
from scanner.facts.topology import DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

VAULT = r"\\VAULT01\sql"
PLACES = (make.location(VAULT, Artefact.AGENT_JOBS, Artefact.LOGINS),)


def script(name: str = "SQL01.sql", **age: float) -> StoredFile:
    written = make.ago(**(age or {"days": 2}))
    return make.stored_file(rf"{VAULT}\{name}", VAULT, written=written)


def change(kind: str, days: float = 20) -> ServerChange:
    return ServerChange(kind, f"{kind} {days}", make.ago(days=days))


def server(*changes: ServerChange) -> make.Held:
    return make.sql("SQL01", make.instance(), change(LOGIN), *changes)


def judged(*files: StoredFile, changes: tuple[ServerChange, ...] = ()) -> dict[str, Verdict]:
    share = make.share(VAULT, make.folder(VAULT), *files)
    held = (server(*changes), make.sql("SQL01", make.backup_database()), share)
    return make.verdicts(check, make.facts(*held, group=make.group(locations=PLACES)))


def test_pass_for_scripts_newer_than_the_changes() -> None:
    found = judged(script(), changes=(change(JOB),))
    assert {one.status for one in found.values()} == {Status.PASS}
    assert set(found) == {"SQL01/jobs", "SQL01/logins"}


def test_pass_for_an_instance_without_jobs() -> None:
    assert "no job at all" in judged(script())["SQL01/jobs"].message


def test_fail_for_a_change_that_no_script_holds() -> None:
    found = judged(script(days=21), changes=(change(JOB, 30), change(JOB, 1)))
    assert found["SQL01/jobs"].status is Status.PASS
    assert found["SQL01/logins"].status is Status.FAIL
    assert "login 20" in found["SQL01/logins"].message


def test_fail_however_new_another_change_is() -> None:
    found = judged(script(days=60), changes=(change(JOB, 30), change(JOB, 1)))
    assert "job 30" in found["SQL01/jobs"].message


@pytest.mark.parametrize(
    "files", [(), (script("SQL02.sql"),), (make.stored_file(rf"{VAULT}\SQL01.sql", VAULT, size=0),)]
)
def test_fail_without_a_script_of_this_server(files: tuple[StoredFile, ...]) -> None:
    assert judged(*files)["SQL01/logins"].status is Status.FAIL


def test_fail_for_scripts_on_the_server_itself() -> None:
    here = (make.location(r"D:\scripts", Artefact.LOGINS, host="SQL01"),)
    held = (server(), make.sql("SQL01", make.backup_database()))
    found = make.verdicts(check, make.facts(*held, group=make.group(locations=here)))
    assert "No machine but SQL01 holds" in found["SQL01/logins"].message


@pytest.mark.parametrize(("hours", "status"), [(0, Status.PASS), (1, Status.FAIL)])
def test_boundary_of_the_limit(hours: int, status: Status) -> None:
    late = ServerChange(JOB, "Late", make.NOW - timedelta(days=7, hours=hours))
    assert judged(script(days=10), changes=(late,))["SQL01/jobs"].status is status


@pytest.mark.parametrize(("name", "status"), [("BTS", Status.PASS), ("ETL", Status.FAIL)])
def test_boundary_of_a_named_instance(name: str, status: Status) -> None:
    share = make.share(VAULT, make.folder(VAULT), script("SQL01_BTS.sql"))
    named = DatabaseRef(rf"SQL01\{name}", "SSODB")
    held = (make.sql("SQL01", make.backup_database(named)), server(), share)
    other = make.sql(named.server, make.instance(), change(LOGIN))
    given = make.facts(*held, other, group=make.group(locations=PLACES))
    assert make.verdicts(check, given)[rf"{named.server}/logins"].status is status


def test_boundary_without_a_place_a_person_says() -> None:
    held = (server(), make.sql("SQL01", make.backup_database()))
    found = make.verdicts(check, make.facts(*held))
    assert {one.status for one in found.values()} == {Status.NOT_CHECKED}
    assert "[agent_jobs]" in found["SQL01/jobs"].settle


def test_gap_of_the_changes_is_missing_evidence() -> None:
    share = make.share(VAULT, make.folder(VAULT), script())
    sql = make.sql("SQL01", make.backup_database(), make.instance())
    held = (sql, make.gap(ServerChange, make.sql("SQL01")), share)
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(*held, group=make.group(locations=PLACES)))
