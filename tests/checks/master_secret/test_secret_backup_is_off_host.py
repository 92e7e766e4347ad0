"""MS01."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checks.master_secret.secret_backup_is_off_host import secret_backup_is_off_host as check
from scanner.facts.backup_files import StoredFile
from scanner.facts.master_secret import SecretOriginal, SsoEvent
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact, DeclaredHost, Group, HostRole
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

VAULT = r"\\VAULT01\secret"
FILE = rf"{VAULT}\SSO478A.bak"
GROUP = make.group(locations=(make.location(VAULT, Artefact.SECRET_BACKUP),))
SQL = make.sql("SQL01", make.sso_database(), make.sso_info("sso01.corp.example"))
BACKED_UP = make.secret_backed_up()


def kept(path: str = FILE, **changes: Any) -> StoredFile:
    return make.stored_file(path, VAULT, **{"written": BACKED_UP.written, **changes})


def judge(
    *files: StoredFile, events: Iterable[SsoEvent] = (BACKED_UP,), group: Group = GROUP
) -> Verdict:
    host = make.host("SSO01", make.event_log(), *events)
    share = make.share(VAULT, make.folder(VAULT), *files)
    return make.verdict(check, make.facts(SQL, host, share, group=group))


def test_pass_when_a_copy_is_elsewhere() -> None:
    verdict = judge(kept())
    assert verdict.status is Status.PASS
    assert FILE in verdict.message
    assert verdict.cites == (kept(), BACKED_UP)


def test_pass_with_the_file_of_a_generated_secret() -> None:
    generated = make.secret_generated()
    file = kept(rf"{VAULT}\first.bak", written=generated.written + timedelta(seconds=3))
    assert judge(file, events=[generated]).status is Status.PASS


def test_fail_when_no_location_is_declared() -> None:
    verdict = judge(kept(), group=make.group())
    assert verdict.status is Status.FAIL
    assert "nobody can say where" in verdict.message


def test_fail_when_the_only_location_is_on_the_secret_server() -> None:
    for place in (make.location(r"\\sso01\backup", Artefact.SECRET_BACKUP), *_own_folders()):
        assert judge(group=make.group(locations=(place,))).status is Status.FAIL


def _own_folders() -> Iterable[object]:
    yield make.location(r"C:\SSO", Artefact.SECRET_BACKUP, host="SSO01.corp.example")
    yield make.location(VAULT, Artefact.PORTAL_CONFIGURATION)


def test_fail_names_the_backup_that_has_no_copy() -> None:
    verdict = judge(kept(rf"{VAULT}\other.bak"))
    assert verdict.status is Status.FAIL
    assert r"C:\SSO\SSO478A.bak" in verdict.fix


def test_fail_when_nothing_is_there_at_all() -> None:
    assert judge(events=[]).status is Status.FAIL


def test_files_of_unknown_origin_are_not_checked() -> None:
    verdict = judge(kept(), events=[])
    assert verdict.status is Status.NOT_CHECKED
    assert "reaches back to" in verdict.message
    assert "ssoconfig -backupSecret" in verdict.settle


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"size": 1}, Status.PASS),
        ({"size": 0}, Status.FAIL),
        ({"size": 65_535}, Status.PASS),
        ({"size": 65_536}, Status.FAIL),
        ({"written": BACKED_UP.written - timedelta(minutes=5)}, Status.PASS),
        ({"written": BACKED_UP.written - timedelta(minutes=6)}, Status.FAIL),
        ({"written": BACKED_UP.written + timedelta(minutes=5)}, Status.PASS),
        ({"written": BACKED_UP.written + timedelta(minutes=6)}, Status.NOT_CHECKED),
        ({"is_directory": True}, Status.FAIL),
    ],
)
def test_boundary_of_what_is_a_copy(changes: dict[str, Any], status: Status) -> None:
    assert judge(kept(**changes)).status is status


def test_a_later_file_of_that_name_is_no_proof() -> None:
    verdict = judge(kept(written=make.ago(days=1)))
    assert verdict.status is Status.NOT_CHECKED
    assert FILE in verdict.message
    assert "keeps its time" in verdict.settle


def test_copy_must_equal_its_original_where_that_is_listed() -> None:
    home = make.location(r"C:\SSO", Artefact.SECRET_BACKUP, host="SSO01")
    group = make.group(locations=(*GROUP.locations, home))
    for size, status in ((4_096, Status.PASS), (4_097, Status.FAIL)):
        path, written = r"C:\SSO\SSO478A.bak", BACKED_UP.written
        original = make.stored_file(path, r"C:\SSO", size=size, written=written)
        host = make.host("SSO01", make.event_log(), BACKED_UP, make.folder(r"C:\SSO"), original)
        share = make.share(VAULT, make.folder(VAULT), kept())
        assert make.verdict(check, make.facts(SQL, host, share, group=group)).status is status


def test_hash_decides_where_content_may_be_read() -> None:
    home = make.location(r"C:\SSO", Artefact.SECRET_BACKUP, host="SSO01")
    group = make.group(locations=(*GROUP.locations, home))
    original = make.stored_file(r"C:\SSO\a.bak", r"C:\SSO", sha256="a1")
    host = make.host("SSO01", make.event_log(), make.folder(r"C:\SSO"), original)
    for digest, status in (("a1", Status.PASS), ("b2", Status.NOT_CHECKED)):
        share = make.share(VAULT, make.folder(VAULT), kept(sha256=digest))
        assert make.verdict(check, make.facts(SQL, host, share, group=group)).status is status


def test_fail_when_nobody_names_the_secret_server() -> None:
    assert make.verdict(check, make.facts(make.sql("SQL01"))).status is Status.FAIL


def test_declared_secret_server_serves_where_the_database_names_none() -> None:
    declared = (DeclaredHost("SSO01", (HostRole.SECRET_SERVER,)),)
    sql = make.sql("SQL01", make.sso_database(), make.sso_info(None))
    group = make.group(hosts=declared, locations=GROUP.locations)
    host = make.host("SSO01", BACKED_UP)
    share = make.share(VAULT, make.folder(VAULT), kept())
    assert make.verdict(check, make.facts(sql, host, share, group=group)).status is Status.PASS


def test_gap_in_events_or_files_is_no_verdict() -> None:
    share = make.share(VAULT, make.folder(VAULT), kept())
    for missing in (
        (make.gap(SsoEvent, make.host("SSO01")), share),
        (make.host("SSO01", BACKED_UP), make.gap(StoredFile, make.share(VAULT))),
    ):
        with pytest.raises(MissingEvidence):
            make.verdict(check, make.facts(SQL, *missing, group=GROUP))


def test_fail_when_the_only_copy_is_on_another_node_of_the_cluster() -> None:
    cluster = DeclaredHost("SSO", (HostRole.SECRET_SERVER,), nodes=("SSO01", "SSO02"))
    place = make.location(r"D:\SSO", Artefact.SECRET_BACKUP, host="SSO02")
    held = (
        make.sql("SQL01", make.sso_database(), make.sso_info("SSO")),
        make.host("SSO01", make.event_log(), make.secret_backed_up()),
        make.host("SSO02", make.event_log(), make.folder(r"D:\SSO")),
    )
    given = make.facts(*held, group=make.group(hosts=(cluster,), locations=(place,)))
    assert make.verdict(check, given).status is Status.FAIL


def logged_original(*events: SsoEvent, **changes: Any) -> Verdict:
    """One copy elsewhere of what was logged; the folder of the original is not declared."""
    own = SecretOriginal(r"C:\SSO\SSO478A.bak", True, 4_096, BACKED_UP.written)
    found = make.host("SSO01", make.event_log(), BACKED_UP, replace(own, **changes), *events)
    share = make.share(VAULT, make.folder(VAULT), kept())
    return make.verdict(check, make.facts(SQL, found, share, group=GROUP))


def test_fail_for_a_copy_that_is_not_as_long_as_its_original() -> None:
    assert logged_original().status is Status.PASS
    assert logged_original(size=4_095).status is Status.FAIL


def test_an_original_that_is_gone_or_was_written_over_proves_nothing() -> None:
    assert logged_original(exists=False, size=0, written=None).status is Status.PASS
    assert logged_original(size=1_000, written=make.ago(days=1)).status is Status.PASS


def test_a_refused_file_is_not_checked_until_one_is_restored() -> None:
    wrong = make.sso_event(10564, written=make.ago(days=2))
    verdict = logged_original(wrong)
    assert verdict.status is Status.NOT_CHECKED
    assert wrong in verdict.cites
    restored = make.sso_event(10523, "a", make.SECRET_ID, make.SECRET_ID, "x", "y")
    assert logged_original(wrong, restored).status is Status.PASS
    before = make.sso_event(10564, written=make.ago(days=6))
    assert logged_original(before).status is Status.PASS
