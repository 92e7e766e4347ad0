"""MS06."""

import pytest

from checks.master_secret.secret_backup_has_several_keepers import (
    secret_backup_has_several_keepers as check,
)
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

VAULT, SAFE, LOCAL = r"\\VAULT01\secret", r"\\SAFE01\secret", r"C:\SSO"
GROUP = make.group(
    locations=(
        make.location(VAULT, Artefact.SECRET_BACKUP),
        make.location(SAFE, Artefact.SECRET_BACKUP),
        make.location(LOCAL, Artefact.SECRET_BACKUP, host="SSO01"),
    )
)
SQL = make.sql("SQL01", make.sso_database(), make.sso_info())
BACKED_UP = make.secret_backed_up()
NAME = "SSO478A.bak"


def file(folder: str, name: str = NAME) -> StoredFile:
    return make.stored_file(rf"{folder}\{name}", folder, written=BACKED_UP.written)


def judge(
    *files: StoredFile, events: tuple[object, ...] = (BACKED_UP,), machines: int = 2
) -> Verdict:
    def of(folder: str) -> list[StoredFile]:
        return [make.folder(folder), *(one for one in files if one.folder == folder)]

    held = (
        make.host("SSO01", make.event_log(), *events, *of(LOCAL)),
        make.share(VAULT, *of(VAULT)),
        make.share(SAFE, *of(SAFE)),
    )
    return make.verdict(check, make.facts(SQL, *held, group=GROUP), machines=machines)


def test_pass_when_two_machines_keep_it() -> None:
    verdict = judge(file(VAULT), file(SAFE))
    assert verdict.status is Status.PASS
    assert "SAFE01, VAULT01" in verdict.message


def test_pass_with_the_servers_own_file() -> None:
    assert judge(file(VAULT), file(LOCAL)).status is Status.PASS


def test_fail_when_one_machine_keeps_it() -> None:
    assert judge(file(VAULT)).status is Status.FAIL


def test_fail_when_the_other_keeps_an_older_one() -> None:
    older = make.secret_backed_up(r"C:\SSO\old.bak", written=make.ago(days=40))
    kept = make.stored_file(rf"{SAFE}\old.bak", SAFE, written=older.written)
    assert judge(file(VAULT), kept, events=(BACKED_UP, older)).status is Status.FAIL


def test_fail_when_nobody_keeps_it() -> None:
    assert judge().status is Status.FAIL


@pytest.mark.parametrize(("machines", "status"), [(3, Status.PASS), (4, Status.FAIL)])
def test_boundary_of_the_limit(machines: int, status: Status) -> None:
    kept = (file(VAULT), file(SAFE), file(LOCAL))
    assert judge(*kept, machines=machines).status is status


def test_files_without_a_logged_backup_decide_nothing() -> None:
    assert judge(file(VAULT), events=()).status is Status.NOT_CHECKED


def test_gap_of_a_listing_is_missing_evidence() -> None:
    host = make.host("SSO01", make.event_log(), BACKED_UP, make.folder(LOCAL))
    share = make.share(VAULT, make.folder(VAULT), file(VAULT))
    lost = make.gap(StoredFile, make.share(SAFE))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, host, share, lost, group=GROUP))
