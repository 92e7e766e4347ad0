"""ES01: a machine names the file, and neither passes nor fails it."""

import pytest

from checks.escrow.secret_password_is_kept import secret_password_is_kept as check
from scanner.facts.master_secret import SsoEvent
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

VAULT = r"\\VAULT01\keys"
GROUP = make.group(locations=(make.location(VAULT, Artefact.SECRET_BACKUP),))
SQL = make.sql("SQL01", make.sso_database(), make.sso_info())
LOGGED = make.secret_backed_up()
COPY = make.stored_file(rf"{VAULT}\SSO478A.bak", VAULT, written=LOGGED.written)


def judge(*events: SsoEvent, copied: bool = True) -> Verdict:
    kept = make.share(VAULT, make.folder(VAULT), *([COPY] if copied else []))
    host = make.host("SSO01", make.event_log(), *events)
    return make.verdict(check, make.facts(SQL, host, kept, group=GROUP))


def test_pass_is_never_said_by_a_machine() -> None:
    verdict = judge(LOGGED)
    assert verdict.status is Status.NOT_CHECKED
    assert rf"{VAULT}\SSO478A.bak of 2026-11-17 05:00 UTC" in verdict.settle
    assert verdict.cites == (COPY, LOGGED)


def test_fail_is_never_said_by_a_machine() -> None:
    verdict = judge(copied=False)
    assert verdict.status is Status.NOT_CHECKED
    assert "No backup of SSO01's master secret" in verdict.message
    assert "ssoconfig -backupSecret" in verdict.settle


def test_boundary_backup_without_a_copy_is_named_by_its_event() -> None:
    assert r"C:\SSO\SSO478A.bak" in judge(LOGGED, copied=False).message


def test_fail_when_no_server_is_known() -> None:
    verdict = make.verdict(check, make.facts(make.sql("SQL01")))
    assert verdict.status is Status.FAIL


def test_gap_of_the_events_is_missing_evidence() -> None:
    host = make.host("SSO01")
    kept = make.share(VAULT, make.folder(VAULT))
    with pytest.raises(MissingEvidence):
        make.verdict(check, make.facts(SQL, make.gap(SsoEvent, host), kept, group=GROUP))
