"""The scanner's WinRM door against the lab's server: what it costs, and what it leaves behind."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from scanner.errors import UserMistake
from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.host_door import HostDoor
from scanner.transport.host_winrm import WinRmHost
from tests.lab.tds.certificates import LabAuthority
from tests.lab_tests.winrm_door import ACCOUNT, PASSWORD, QUESTION, Lab, open_lab

Opener = Callable[..., Lab]


@pytest.fixture(scope="module")
def authority() -> LabAuthority:
    return LabAuthority()


@pytest.fixture
def lab(authority: LabAuthority, tmp_path: Path) -> Iterator[Opener]:
    with open_lab(authority, tmp_path) as opener:
        yield opener


@pytest.mark.parametrize(("scheme", "requests"), [("https", 8), ("http", 9)])
def test_one_round_is_one_shell_and_one_logon(lab: Opener, scheme: str, requests: int) -> None:
    host = lab(scheme)
    with WinRmHost(host.door) as door:
        answer = door.ask([QUESTION])["host"]
    assert answer.rows is not None
    assert answer.rows[0]["computer"] == "BTS01"
    journal = host.journal
    assert (journal.http_requests, journal.shells, journal.closed) == (requests, 1, 1)
    assert [logon.account for logon in journal.logons] == [ACCOUNT]
    assert journal.violations == []


@pytest.mark.parametrize(("scheme", "requests"), [("https", 12), ("http", 13)])
def test_two_rounds_stay_below_the_budget(lab: Opener, scheme: str, requests: int) -> None:
    host = lab(scheme)
    with WinRmHost(host.door) as door:
        door.ask([QUESTION])
        door.ask([QUESTION])
        with pytest.raises(RuntimeError, match="2 rounds"):
            door.ask([QUESTION])
    assert (host.journal.http_requests, len(host.journal.logons)) == (requests, 1)


def test_operation_timeouts_cost_a_request_each(lab: Opener) -> None:
    host = lab("https", faults={"slow"})
    with WinRmHost(host.door) as door:
        assert door.ask([QUESTION])["host"].rows is not None
    assert (host.journal.http_requests, len(host.journal.logons)) == (10, 1)


def test_the_logon_names_the_service_and_binds_the_channel(lab: Opener) -> None:
    host = lab("https")
    with WinRmHost(host.door):
        pass
    (logon,) = host.journal.logons
    assert (logon.service, logon.bound) == ("http/bts01", True)


def test_basic_goes_over_https(lab: Opener) -> None:
    host = lab("https", transport="basic")
    with WinRmHost(host.door) as door:
        assert door.ask([QUESTION])["host"].rows is not None
    assert host.journal.http_requests <= 9


@pytest.mark.parametrize("transport", ["basic", "certificate"])
def test_what_is_not_sealed_needs_https(transport: str) -> None:
    with pytest.raises(UserMistake, match="in the clear"):
        HostDoor("BTS01", "http", 5985, transport, ACCOUNT, PASSWORD)  # type: ignore[arg-type]  # parametrized


def test_constrained_language_answers_what_it_can(lab: Opener) -> None:
    host = lab("https", language_mode="ConstrainedLanguage")
    xml = {"id": "xml", "kind": "xml", "path": "C:\\a.xml", "select": []}
    with WinRmHost(host.door) as door:
        answers = door.ask([QUESTION, xml])
    assert answers["host"].rows is not None
    assert answers["xml"].reason == GapReason.UNSUPPORTED


def test_noise_around_the_answer_does_not_matter(lab: Opener) -> None:
    host = lab("https", faults={"clixml_noise"})
    with WinRmHost(host.door) as door:
        assert door.ask([QUESTION])["host"].rows is not None


def test_many_questions_and_long_answers_go_through(lab: Opener) -> None:
    host = lab("https")
    host.server.host.registry["64"] = {"SOFTWARE\\X": {"values": {"ü": "ä" * 150_000}}}
    big = {"kind": "registry", "path": "SOFTWARE\\X", "values": ["ü"], "views": ["64"]}
    questions = [{"id": f"q{n}", **big, "note": "x" * 100_000} for n in range(4)]
    with WinRmHost(host.door) as door:
        answers = door.ask(questions)
    assert [answer.reason for answer in answers.values()] == [None] * 4


def test_environment_proxies_and_authorities_are_ignored(
    lab: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere.pem")
    with WinRmHost(lab("https").door) as door:
        assert door.ask([QUESTION])["host"].rows is not None


def test_the_shell_is_closed_when_the_caller_fails(lab: Opener) -> None:
    host = lab("https")
    with pytest.raises(ZeroDivisionError), WinRmHost(host.door):
        raise ZeroDivisionError
    assert (host.journal.shells, host.journal.closed) == (1, 1)


def test_the_name_in_the_certificate_can_be_another(lab: Opener) -> None:
    host = lab("https", names=("bts01.corp.example",), certificate_name="bts01.corp.example")
    with WinRmHost(host.door) as door:
        assert door.ask([QUESTION])["host"].rows is not None
    assert host.journal.logons[0].service == "http/bts01"


def test_a_round_that_lasts_too_long_is_ended_politely(lab: Opener) -> None:
    host = lab("https", faults={"slow_for_ever"}, deadline=timedelta(seconds=0.2))
    with WinRmHost(host.door) as door, pytest.raises(TransportFailure) as failure:
        door.ask([QUESTION])
    assert failure.value.reason == GapReason.TIMED_OUT
    assert (host.journal.closed, len(host.journal.logons)) == (1, 1)
