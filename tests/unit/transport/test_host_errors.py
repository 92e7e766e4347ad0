"""Every failure has its reason, and none carries a text of a library."""

import ssl
from xml.etree.ElementTree import ParseError

import pytest
from requests import exceptions as http
from winrm.exceptions import InvalidCredentialsError, WinRMTransportError, WSManFaultError

from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.host_door import HostDoor
from scanner.transport.host_errors import failure_of

SECRET = "Canary-7f3"
DOOR = HostDoor("BTS01", "https", 5986, "ntlm", "LAB\\scan", SECRET)


def _fault(code: int) -> WSManFaultError:
    return WSManFaultError(500, SECRET, SECRET, SECRET, wsman_fault_code=code)


def _certificate() -> http.SSLError:
    inner = ssl.SSLCertVerificationError(1, SECRET)
    inner.verify_message = "certificate has expired"
    return http.SSLError(inner)


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (InvalidCredentialsError(SECRET), GapReason.DENIED, "refused the logon (HTTP 401)"),
        (_fault(5), GapReason.DENIED, "fault 5"),
        (_fault(2150859173), GapReason.UNREACHABLE, "no room"),
        (_fault(2150858770), GapReason.UNREACHABLE, "HTTP 500, fault 2150858770"),
        (WinRMTransportError("http", 503, SECRET), GapReason.UNREACHABLE, "HTTP 503"),
        (WinRMTransportError("http", 403, SECRET), GapReason.DENIED, "HTTP 403"),
        (PermissionError(SECRET), GapReason.DENIED, "authentication asked for"),
        (_certificate(), GapReason.UNREACHABLE, "certificate has expired"),
        (http.SSLError(SECRET), GapReason.UNREACHABLE, "handshake failed"),
        (http.ConnectTimeout(SECRET), GapReason.UNREACHABLE, "does not answer"),
        (http.ReadTimeout(SECRET), GapReason.TIMED_OUT, "stopped answering"),
        (http.ConnectionError(SECRET), GapReason.UNREACHABLE, "ConnectionError"),
        (http.TooManyRedirects(SECRET), GapReason.UNPARSABLE, "redirects"),
        (OSError(SECRET), GapReason.UNREACHABLE, "OSError"),
        (StopIteration(), GapReason.UNPARSABLE, "does not speak WinRM"),
        (ParseError(SECRET), GapReason.UNPARSABLE, "ParseError"),
        (AssertionError(SECRET), GapReason.UNPARSABLE, "AssertionError"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, SECRET), GapReason.UNPARSABLE, "Unicode"),
    ],
)
def test_reasons(error: Exception, reason: GapReason, words: str) -> None:
    failure = failure_of(error, DOOR)
    assert failure.reason == reason
    assert words in failure.detail
    assert failure.detail.startswith("BTS01:5986 ")
    assert SECRET not in failure.detail


def test_our_own_failure_stays_as_it_is() -> None:
    own = TransportFailure(GapReason.TIMED_OUT, "late")
    assert failure_of(own, DOOR) is own
