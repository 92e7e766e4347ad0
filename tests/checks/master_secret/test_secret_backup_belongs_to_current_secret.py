"""MS02."""

from datetime import timedelta

import pytest

from checks.master_secret.secret_backup_belongs_to_current_secret import (
    secret_backup_belongs_to_current_secret as check,
)
from scanner.facts.backup_files import StoredFile
from scanner.facts.master_secret import SecretKey, SsoEvent
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

VAULT = r"\\VAULT01\secret"
GROUP = make.group(locations=(make.location(VAULT, Artefact.SECRET_BACKUP),))
SQL = make.sql("SQL01", make.sso_database(), make.sso_info())
BACKED_UP = make.secret_backed_up()
COPY = make.stored_file(rf"{VAULT}\SSO478A.bak", VAULT, written=BACKED_UP.written)
KEYS = (make.secret_key(make.SECRET_ID.lower().strip("{}")), make.secret_key(make.OLDER_SECRET_ID))
RENEWED = "{77777777-0B62-4B0E-9D52-7E3C2E0E1A02}"


def judge(*facts: object, files: tuple[StoredFile, ...] = (COPY,)) -> Verdict:
    keys = () if any(isinstance(one, SecretKey) for one in facts) else KEYS
    host = make.host("SSO01", make.event_log(), *keys, *facts)
    share = make.share(VAULT, make.folder(VAULT), *files)
    return make.verdict(check, make.facts(SQL, host, share, group=GROUP))


def test_pass_when_the_copy_is_of_the_secret_in_use() -> None:
    verdict = judge(make.secret_generated(), BACKED_UP)
    assert verdict.status is Status.PASS
    assert BACKED_UP in verdict.cites


def test_pass_for_the_servers_own_backup_while_there_is_no_copy() -> None:
    assert judge(BACKED_UP, files=()).status is Status.PASS


def test_fail_when_only_an_older_backup_is_kept() -> None:
    newer = make.secret_backed_up(r"C:\SSO\new.bak", RENEWED, make.ago(days=1))
    renewed = make.secret_generated(RENEWED, make.ago(days=2))
    verdict = judge(BACKED_UP, renewed, newer, make.secret_key(RENEWED), make.secret_key())
    assert verdict.status is Status.FAIL
    assert "a new secret was generated" in verdict.message


@pytest.mark.parametrize(
    "event",
    [
        make.secret_generated(RENEWED, make.ago(days=1)),
        make.sso_event(10523, "a.bak", RENEWED, make.SECRET_ID, "admin", "SSO01"),
        make.sso_event(10575, "SSO01", "SSO00", "1", "SSO01", "admin"),
        make.sso_event(10589),
    ],
)
def test_fail_when_overtaken_by_an_event(event: SsoEvent) -> None:
    verdict = judge(BACKED_UP, event)
    assert verdict.status is Status.FAIL
    assert event in verdict.cites


def test_pass_when_the_moved_server_restored_the_same_secret() -> None:
    moved = make.sso_event(10575, "SSO01", "SSO00", "1", "SSO01", "admin", written=make.ago(days=3))
    restored = make.sso_event(
        10523, "a.bak", make.SECRET_ID, make.OLDER_SECRET_ID, "admin", "SSO01"
    )
    assert judge(BACKED_UP, moved, restored).status is Status.PASS


def test_fail_when_the_server_holds_another_secret() -> None:
    verdict = judge(BACKED_UP, make.secret_key(RENEWED))
    assert verdict.status is Status.FAIL
    assert "does not hold" in verdict.message


def test_fail_when_the_server_holds_none() -> None:
    assert "holds no master secret" in judge(BACKED_UP, make.secret_key(None)).message


def test_fail_when_generated_and_never_backed_up() -> None:
    verdict = judge(make.secret_generated(), files=())
    assert verdict.status is Status.FAIL


def test_log_that_no_longer_reaches_back_is_not_checked() -> None:
    verdict = judge(files=())
    assert verdict.status is Status.NOT_CHECKED
    assert "reaches back to 2026-05-06" in verdict.message
    assert verdict.settle


def test_copy_known_by_its_original_alone_is_not_checked() -> None:
    home = make.location(r"C:\SSO", Artefact.SECRET_BACKUP, host="SSO01")
    group = make.group(locations=(*GROUP.locations, home))
    original = make.stored_file(r"C:\SSO\SSO478A.bak", r"C:\SSO", written=COPY.written)
    share = make.share(VAULT, make.folder(VAULT), COPY)
    known = (make.event_log(), *KEYS, make.folder(r"C:\SSO"), original)
    for events, status in (
        ((), Status.NOT_CHECKED),
        ((make.secret_generated(RENEWED, make.ago(days=1)),), Status.FAIL),
    ):
        held = (SQL, make.host("SSO01", *known, *events), share)
        assert make.verdict(check, make.facts(*held, group=group)).status is status


@pytest.mark.parametrize(("seconds", "status"), [(0, Status.PASS), (1, Status.FAIL)])
def test_boundary_of_what_is_later(seconds: int, status: Status) -> None:
    renewed = make.secret_generated(RENEWED, BACKED_UP.written + timedelta(seconds=seconds))
    assert judge(BACKED_UP, renewed).status is status


def test_gap_in_keys_or_events_is_no_verdict() -> None:
    share = make.share(VAULT, make.folder(VAULT), COPY)
    for kind in (SecretKey, SsoEvent):
        host = (make.host("SSO01", BACKED_UP, *KEYS), make.gap(kind, make.host("SSO01")))
        with pytest.raises(MissingEvidence):
            make.verdict(check, make.facts(SQL, *host, share, group=GROUP))


def test_gap_for_an_event_without_its_strings() -> None:
    with pytest.raises(MissingEvidence):
        judge(make.sso_event(10559, "only.bak"))
