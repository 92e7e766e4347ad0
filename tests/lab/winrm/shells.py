"""Shells and commands of one host: the bootstrap is recognised, the reader answered for."""

import base64
import hashlib
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from scanner.transport.host_framing import BOOTSTRAP, reader_sha256
from tests.lab.winrm.answers import answer_document
from tests.lab.winrm.description import LabHost
from tests.lab.winrm.journal import Journal

LONGEST_LINE = 8191  # of cmd.exe
CLIXML = b'#< CLIXML\r\n<Objs Version="1.1.0.1"><Obj S="progress" RefId="0"/></Objs>'


@dataclass
class Command:
    line: str
    account: str
    stdin: bytes = b""
    output: bytes = b""
    errors: bytes = b""
    exit_code: int = 0
    timeouts_left: int = 0


@dataclass
class Shells:
    host: LabHost
    journal: Journal
    open: set[str] = field(default_factory=set)
    commands: dict[str, Command] = field(default_factory=dict)

    def create(self) -> str:
        shell = str(uuid.uuid4()).upper()
        self.open.add(shell)
        self.journal.shells += 1
        return shell

    def delete(self, shell: str) -> None:
        self.open.discard(shell)
        self.journal.closed += 1

    def run(self, line: str, account: str) -> str:
        command = str(uuid.uuid4()).upper()
        self.commands[command] = Command(line, account)
        return command

    def feed(self, command: str, data: bytes, *, end: bool) -> None:
        running = self.commands[command]
        running.stdin += data
        if end:
            self._finish(running)

    def _finish(self, command: Command) -> None:
        wrong = _what_is_wrong(command)
        if wrong:
            self.journal.violations.append(wrong)
            command.exit_code = 1
            return
        document = json.loads(command.stdin.splitlines()[-1])
        self.journal.questions += document["questions"]
        if "slow" in self.host.faults:
            command.timeouts_left = 2
        if "clixml_noise" in self.host.faults:
            command.errors = CLIXML
            command.output = b"Welcome to this machine\r\n"
        command.output += self._print(document, command.account)

    def _print(self, document: dict[str, Any], account: str) -> bytes:
        nonce = document["nonce"]
        if "huge" in self.host.faults:
            return f"<<<btsready {nonce} full 1 0\n".encode() + bytes(21_000_000)
        answers = answer_document(document, self.host, account)
        full = self.host.language_mode == "FullLanguage"
        text = print_full(answers, nonce) if full else print_constrained(answers, nonce)
        if "truncated_base64" in self.host.faults:
            text = text.replace(f"\r\n>>>btsready {nonce}", "")[:-40] + f"\r\n>>>btsready {nonce}"
        return text.encode("ascii")


def print_full(answers: list[dict[str, Any]], nonce: str) -> str:
    data = json.dumps({"answers": answers}, ensure_ascii=False).encode()
    digest = hashlib.sha256(data).hexdigest()
    head = f"<<<btsready {nonce} full {len(data)} {digest}"
    return "\r\n".join([head, base64.b64encode(data).decode(), f">>>btsready {nonce}", ""])


def print_constrained(answers: list[dict[str, Any]], nonce: str) -> str:
    head = f"<<<btsready {nonce} constrained {len(answers)}"
    return "\r\n".join([head, *map(json.dumps, answers), f">>>btsready {nonce}", ""])


def _what_is_wrong(command: Command) -> str | None:
    """Anything but the known bootstrap and the known reader is not run here."""
    if len(command.line) > LONGEST_LINE:
        return "the command line is longer than cmd.exe takes"
    program, _, encoded = command.line.partition(" -EncodedCommand ")
    if "-NoProfile" not in program or "-NonInteractive" not in program:
        return f"unexpected program: {program}"
    if base64.b64decode(encoded).decode("utf-16-le") != BOOTSTRAP:
        return "unknown bootstrap"
    reader = command.stdin[: command.stdin.rstrip(b"\n").rfind(b"\n") + 1]
    if hashlib.sha256(reader).hexdigest() != reader_sha256():
        return "unknown reader"
    return None
