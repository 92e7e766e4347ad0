"""What went wrong on the way to a host, in our words: by types and numbers, never by messages.

The libraries raise a wide mixture; none of their texts is passed on, because some hold what was
sent. Exceptions of pywinrm are told by their `code` and `wsman_fault_code`.
"""

import ssl
from xml.etree.ElementTree import ParseError

from requests import exceptions as http

from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.host_door import HostDoor
from scanner.transport.host_route import TooMuch
from scanner.transport.logon import LogonRefused

_NOT_ALLOWED = 5  # ERROR_ACCESS_DENIED in a WS-Man fault: logged on, but may not open a shell
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_QUOTAS = frozenset({2150859173, 2150859174, 2150859179})
_NOT_WINRM = (
    StopIteration, ParseError, AssertionError, LookupError, ValueError, AttributeError, TypeError
)  # fmt: skip

# The first that fits counts: a ConnectTimeout is a Timeout too.
_TYPES: tuple[tuple[type[Exception], GapReason, str], ...] = (
    (http.ConnectTimeout, GapReason.UNREACHABLE, "does not answer"),
    (http.Timeout, GapReason.TIMED_OUT, "stopped answering"),
    (http.TooManyRedirects, GapReason.UNPARSABLE, "redirects, as no WinRM listener does"),
    (TooMuch, GapReason.UNPARSABLE, "answers too much"),
    (PermissionError, GapReason.DENIED, "does not offer the authentication asked for"),
)


def failure_of(error: BaseException, door: HostDoor) -> TransportFailure:
    if isinstance(error, TransportFailure):
        return error
    if getattr(error, "code", None) == _UNAUTHORIZED:
        return LogonRefused(f"{door.place} refused the logon (HTTP {_UNAUTHORIZED})")
    reason, sentence = _by_type(error) or _by_code(error)
    return TransportFailure(reason, f"{door.place} {sentence}")


def _by_type(error: BaseException) -> tuple[GapReason, str] | None:
    if isinstance(error, http.SSLError):
        return GapReason.UNREACHABLE, f"has no certificate that can be trusted: {_tls(error)}"
    for kind, reason, sentence in _TYPES:
        if isinstance(error, kind):
            return reason, sentence
    if isinstance(error, (http.RequestException, OSError)):
        return GapReason.UNREACHABLE, f"broke the connection ({type(error).__name__})"
    return None


def _by_code(error: BaseException) -> tuple[GapReason, str]:
    status, fault = getattr(error, "code", None), getattr(error, "wsman_fault_code", None)
    if fault == _NOT_ALLOWED:
        return GapReason.DENIED, "knows this account but does not let it open a shell (fault 5)"
    if fault in _QUOTAS:
        return GapReason.UNREACHABLE, f"has no room for another shell (fault {fault})"
    if status == _FORBIDDEN:
        return GapReason.DENIED, f"forbids the request (HTTP {status})"
    if type(error).__module__.startswith("spnego"):
        return GapReason.DENIED, f"could not be logged on to ({type(error).__name__})"
    if isinstance(error, _NOT_WINRM):
        return GapReason.UNPARSABLE, f"does not speak WinRM ({type(error).__name__})"
    words = f"HTTP {status}, fault {fault}" if fault else f"HTTP {status}"
    return GapReason.UNREACHABLE, f"could not serve the request ({words})"


def _tls(error: BaseException | None) -> str:
    """The verifier's own reason, wherever in the chain of causes it stands."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message
        reason = getattr(cause, "reason", None)
        waiting += [cause.__cause__, cause.__context__, reason, *cause.args]
    return "the name in it is another, or the handshake failed"
