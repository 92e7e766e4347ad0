"""Everything that can go wrong on the way to a host, each with its reason, soon, and no secret."""

import base64
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from scanner.errors import UserMistake
from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.host_door import HostDoor
from scanner.transport.host_winrm import WinRmHost
from tests.lab.tds.certificates import LabAuthority, ServerCertificates
from tests.lab.winrm.server import unused_port
from tests.lab_tests.winrm_door import ACCOUNT, PASSWORD, QUESTION, Lab, open_lab

Opener = Callable[..., Lab]
SOON = timedelta(seconds=0.2)


@pytest.fixture(scope="module")
def authority() -> LabAuthority:
    return LabAuthority()


@pytest.fixture
def lab(authority: LabAuthority, tmp_path: Path) -> Iterator[Opener]:
    with open_lab(authority, tmp_path) as opener:
        yield opener


def _failure(door: HostDoor) -> TransportFailure:
    """How asking ends; always within seconds."""
    began = time.monotonic()
    with pytest.raises(TransportFailure) as failure, WinRmHost(door) as host:
        host.ask([QUESTION])
    assert time.monotonic() - began < 3
    spellings = (PASSWORD, base64.b64encode(PASSWORD.encode()).decode())
    assert not any(secret in str(failure.value) for secret in spellings)
    assert "BTS01" in failure.value.detail or "answer is broken" in failure.value.detail
    return failure.value


@pytest.mark.parametrize("scheme", ["https", "http"])
@pytest.mark.parametrize(
    ("fault", "reason", "words"),
    [
        ("unauthorized", GapReason.DENIED, "refused the logon (HTTP 401)"),
        ("forbidden", GapReason.DENIED, "fault 5"),
        ("html_page", GapReason.UNPARSABLE, "does not speak WinRM"),
        ("busy", GapReason.TIMED_OUT, "no answer within"),
        ("drop", GapReason.UNREACHABLE, "broke the connection"),
        ("truncated_base64", GapReason.UNPARSABLE, "is not the JSON that was announced"),
        ("huge", GapReason.UNPARSABLE, "answers too much"),
        ("blackhole", GapReason.TIMED_OUT, "no answer within"),
        ("frozen", GapReason.TIMED_OUT, "no answer within"),
        ("dribble", GapReason.TIMED_OUT, "no answer within"),
    ],
)
def test_faults(lab: Opener, scheme: str, fault: str, reason: GapReason, words: str) -> None:
    slow = fault in ("blackhole", "frozen", "dribble")
    host = lab(scheme, faults={fault}, **({"deadline": SOON} if slow else {}))
    failure = _failure(host.door)
    assert failure.reason == reason
    assert words in failure.detail
    assert len(host.journal.logons) <= 1


@pytest.mark.parametrize("scheme", ["https", "http"])
@pytest.mark.parametrize("account", [ACCOUNT, "LAB\\nobody"])
def test_a_refused_logon_is_tried_once(lab: Opener, scheme: str, account: str) -> None:
    host = lab(scheme, username=account, password="wrong")
    assert _failure(host.door).reason == GapReason.DENIED
    assert host.journal.http_requests == 3
    assert len(host.journal.refused) == 1


def test_a_refused_basic_logon_is_tried_once(lab: Opener) -> None:
    host = lab("https", transport="basic", password="wrong")
    assert _failure(host.door).reason == GapReason.DENIED
    assert host.journal.http_requests == 1


def test_a_closed_port_is_known_at_once() -> None:
    door = HostDoor("BTS01", "https", unused_port(), "ntlm", ACCOUNT, PASSWORD, address="127.0.0.1")
    failure = _failure(door)
    assert failure.reason == GapReason.UNREACHABLE
    assert "ConnectionRefusedError" in failure.detail


def test_a_name_that_nobody_knows() -> None:
    failure = _failure(HostDoor("BTS01.invalid", "https", 5986, "ntlm", ACCOUNT, PASSWORD))
    assert failure.reason == GapReason.UNREACHABLE


@pytest.mark.parametrize("which", ["of_a_stranger", "of_another_name"])
def test_a_wrong_certificate_gets_no_logon(
    lab: Opener, authority: LabAuthority, which: str
) -> None:
    host = lab("https")
    host.server.use(getattr(ServerCertificates(authority, "BTS01"), which))
    failure = _failure(host.door)
    assert failure.reason == GapReason.UNREACHABLE
    assert "certificate" in failure.detail
    assert (host.journal.http_requests, host.journal.logons) == (0, [])


def test_https_to_a_listener_of_http(lab: Opener) -> None:
    port = lab("http").server.port
    assert _failure(lab("https", port=port).door).reason == GapReason.UNREACHABLE


def test_a_redirect_is_not_followed(lab: Opener) -> None:
    host, other = lab("https", faults={"redirect"}), lab("https")
    host.server.host.moved_to = f"https://BTS01:{other.server.port}/wsman"
    assert _failure(host.door).reason == GapReason.UNPARSABLE
    assert other.journal.connections == 0


def test_a_lost_host_is_not_logged_on_to_again(lab: Opener) -> None:
    host = lab("https")
    with WinRmHost(host.door) as door:
        host.server.host.faults.add("drop")
        for _ in range(2):
            with pytest.raises(TransportFailure) as failure:
                door.ask([QUESTION])
            assert failure.value.reason == GapReason.UNREACHABLE
    assert (host.journal.connections, len(host.journal.logons)) == (1, 1)


def test_a_closed_door_stays_closed(lab: Opener) -> None:
    host = lab("https")
    with WinRmHost(host.door) as door:
        pass
    with pytest.raises(TransportFailure):
        door.ask([QUESTION])
    assert len(host.journal.logons) == 1


def test_the_password_is_in_no_representation(lab: Opener) -> None:
    assert PASSWORD not in repr(lab("https").door)


def test_a_missing_authority_is_the_users_mistake(lab: Opener, tmp_path: Path) -> None:
    door = lab("https", ca_file=tmp_path / "absent.pem").door
    with pytest.raises(UserMistake, match="certificate file"), WinRmHost(door):
        pass
