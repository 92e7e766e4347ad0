"""Logging on over HTTP: NTLM with its sealing, one context for each connection, and Basic."""

import base64
import os
import struct
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import spnego
from spnego._ntlm_raw.messages import Authenticate, AvId, NTClientChallengeV2
from spnego.exceptions import SpnegoError

from tests.lab.winrm.description import LabUser
from tests.lab.winrm.journal import Logon

_BOUNDARY = b"--Encrypted Boundary"
_SEALED = b"application/HTTP-SPNEGO-session-encrypted"
_ENVIRONMENT = threading.Lock()  # pyspnego finds its accounts through an environment variable


class NtlmLogon:
    """The server's side of one connection; `account` is known when it is complete."""

    def __init__(self, users: Mapping[str, LabUser]) -> None:
        self._users = users
        with _accounts(users):
            self._context = spnego.server(protocol="ntlm")
        self.logon: Logon | None = None

    def step(self, token: bytes) -> bytes | None:
        """The challenge, or None when the logon is complete; PermissionError when refused."""
        try:
            with _accounts(self._users):
                challenge = self._context.step(token)
        except (SpnegoError, ValueError):
            raise PermissionError from None
        if self._context.complete:
            self.logon = _logon(self._account(), token)
        return challenge

    def _account(self) -> str:
        principal = (self._context.client_principal or "").lower()
        return next(name for name in self._users if name.lower() == principal)

    def seal(self, message: bytes) -> bytes:
        sealed = self._context.wrap(message).data
        head = b"\tContent-Type: " + _SEALED + b"\r\n\tOriginalContent: type=application/soap+xml;"
        return b"".join(
            [
                _BOUNDARY + b"\r\n",
                head + f"charset=UTF-8;Length={len(message)}\r\n".encode(),
                _BOUNDARY + b"\r\n\tContent-Type: application/octet-stream\r\n",
                struct.pack("<i", 16) + sealed,
                _BOUNDARY + b"--\r\n",
            ]
        )

    def unseal(self, body: bytes) -> bytes:
        payload = body.split(b"application/octet-stream\r\n", 1)[1]
        payload = payload[: -len(_BOUNDARY + b"--\r\n")]
        return self._context.unwrap(payload[4:]).data

    @property
    def content_type(self) -> str:
        return f'multipart/encrypted;protocol="{_SEALED.decode()}";boundary="Encrypted Boundary"'


@contextmanager
def _accounts(users: Mapping[str, LabUser]) -> Iterator[None]:
    lines = [":".join([*_split(name), user.password]) for name, user in users.items()]
    with _ENVIRONMENT, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accounts"
        path.write_text("\n".join(lines), encoding="utf-8")
        os.environ["NTLM_USER_FILE"] = str(path)
        try:
            yield
        finally:
            del os.environ["NTLM_USER_FILE"]


def _split(account: str) -> tuple[str, str]:
    domain, _, user = account.rpartition("\\")
    return domain, user


def _logon(account: str, token: bytes) -> Logon:
    response = Authenticate.unpack(token).nt_challenge_response or b""
    pairs = NTClientChallengeV2.unpack(response[16:]).av_pairs
    binding = pairs.get(AvId.channel_bindings, bytes(16))
    return Logon(account, service=pairs.get(AvId.target_name), bound=binding != bytes(16))


def basic_logon(header: str, users: Mapping[str, LabUser]) -> Logon | None:
    account, _, password = base64.b64decode(header).decode("latin-1").partition(":")
    name = next((name for name in users if name.lower() == account.lower()), None)
    return Logon(name) if name and users[name].password == password else None
