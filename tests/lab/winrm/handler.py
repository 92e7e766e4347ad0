"""One connection to a WinRM server: logon, sealing, and the six messages of a shell."""

import base64
import contextlib
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, cast

from tests.lab.winrm import soap
from tests.lab.winrm.logon import NtlmLogon, basic_logon
from tests.lab.winrm.shells import Shells

if TYPE_CHECKING:
    from tests.lab.winrm.server import Listener

MOST_OF_AN_ENVELOPE = 110_000  # bytes of output, as the client's 150 KB in base64 allow


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: "Listener"

    def setup(self) -> None:
        super().setup()
        self._ntlm: NtlmLogon | None = None
        self._account: str | None = None
        self.server.journal.connections += 1

    def log_message(self, *_args: object) -> None:
        """The journal is enough."""

    def do_POST(self) -> None:
        self.server.journal.http_requests += 1
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "html_page" in self.server.host.faults:
            self._say(200, b"<html><body>A web server, not WinRM</body>", kind="text/html")
            return
        if "redirect" in self.server.host.faults:
            self._say(307, b"", location=self.server.host.moved_to)
            return
        if self._account is None and not self._log_on():
            return
        if not body:
            self._say(200, b"")
            return
        self._serve(body)

    def _log_on(self) -> bool:
        """True when this request carries the end of the logon; else it was answered with 401."""
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        self.server.journal.requests.append(f"logon {scheme or 'none'}")
        logon = None
        try:
            if scheme == "Negotiate":
                self._ntlm = self._ntlm or NtlmLogon(self.server.host.users)
                challenge = self._ntlm.step(base64.b64decode(token))
                if challenge:
                    self._challenge(f"Negotiate {base64.b64encode(challenge).decode()}")
                    return False
                logon = self._ntlm.logon
            elif scheme == "Basic" and self.server.tls:
                logon = basic_logon(token, self.server.host.users)
        except PermissionError:
            self._ntlm = None
        if logon is None or "unauthorized" in self.server.host.faults:
            self.server.journal.refused += [scheme] if scheme else []
            self._challenge("Negotiate", 'Basic realm="WSMAN"')
            return False
        self.server.journal.logons.append(logon)
        self._account = logon.account
        return True

    def _challenge(self, *offers: str) -> None:
        self.send_response(401)
        for offer in offers:
            self.send_header("WWW-Authenticate", offer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _serve(self, body: bytes) -> None:
        sealed = self.headers.get("Content-Type", "").startswith("multipart/encrypted")
        if sealed and self._ntlm:
            body = self._ntlm.unseal(body)
        elif not self.server.tls:
            self.server.journal.violations.append("a message came unsealed over HTTP")
        request = soap.Request(body)
        self.server.journal.requests.append(request.action)
        status, answer = self._answer(request)
        answer = soap.envelope(answer.decode(), request)
        if sealed and self._ntlm:
            self._say(status, self._ntlm.seal(answer), kind=self._ntlm.content_type)
        else:
            self._say(status, answer)

    def _answer(self, request: soap.Request) -> tuple[int, bytes]:
        if "forbidden" in self.server.host.faults:
            return 500, soap.fault(soap.ACCESS_DENIED, "Access is denied.").encode()
        text = getattr(self, f"_do_{request.action.lower()}")(request)
        return (500 if "<s:Fault>" in text[:20] else 200), text.encode()

    @property
    def _shells(self) -> Shells:
        return self.server.shells

    def _do_create(self, request: soap.Request) -> str:
        if "busy" in self.server.host.faults:
            return soap.fault(soap.OPERATION_TIMEOUT, "The operation timed out.")
        if request.options().get("WINRS_CODEPAGE") != "65001":
            self.server.journal.violations.append("the shell's code page is not UTF-8")
        return soap.created(self._shells.create())

    def _do_delete(self, request: soap.Request) -> str:
        self._shells.delete(request.text("Selector"))
        return ""

    def _do_command(self, request: soap.Request) -> str:
        line = " ".join([request.text("Command"), request.text("Arguments")]).strip()
        return soap.command_started(self._shells.run(line, cast(str, self._account)))

    def _do_send(self, request: soap.Request) -> str:
        command = request.attribute("Stream", "CommandId")
        end = request.attribute("Stream", "End") == "true"
        self._shells.feed(command, request.stdin, end=end)
        return "<rsp:SendResponse/>"

    def _do_signal(self, request: soap.Request) -> str:
        self._shells.commands.pop(request.attribute("Signal", "CommandId"), None)
        return "<rsp:SignalResponse/>"

    def _do_receive(self, request: soap.Request) -> str:
        id_ = request.attribute("DesiredStream", "CommandId")
        command = self._shells.commands[id_]
        if command.timeouts_left or "slow_for_ever" in self.server.host.faults:
            command.timeouts_left -= 1
            return soap.fault(soap.OPERATION_TIMEOUT, "The operation timed out.")
        most = 4_000_000 if "huge" in self.server.host.faults else MOST_OF_AN_ENVELOPE
        part, command.output = command.output[:most], command.output[most:]
        errors, command.errors = command.errors, b""
        streams = [(n, d) for n, d in (("stdout", part), ("stderr", errors)) if d]
        return soap.received(id_, streams, None if command.output else command.exit_code)

    def _say(
        self, status: int, body: bytes, kind: str = "application/soap+xml", location: str = ""
    ) -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        faults = self.server.host.faults
        if body and self._account and faults & {"frozen", "drop", "dribble"}:
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            self._misbehave(body[len(body) // 2 :])
            return
        self.wfile.write(body)

    def _misbehave(self, rest: bytes) -> None:
        self.close_connection = True
        if "dribble" in self.server.host.faults:
            for byte in rest:
                if self.server.stopping.wait(0.02):
                    return
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
        elif "frozen" in self.server.host.faults:
            self.server.stopping.wait(60)

    def handle(self) -> None:
        if "blackhole" in self.server.host.faults:
            self.server.stopping.wait(60)
            return
        with contextlib.suppress(OSError):  # the client may go away
            super().handle()
