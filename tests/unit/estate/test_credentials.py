"""Secrets: from every source, once, and never said."""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from scanner.errors import MissingProgram, UserMistake
from scanner.estate.credentials import Vault
from scanner.model.estate import Credential, CredentialKind, Estate, SecretKind, SecretSource

CANARY = "canary-7f3a"


def vault(
    kind: SecretKind | None, name: str = "", environment: Mapping[str, str] | None = None
) -> Vault:
    source = SecretSource(kind, name) if kind else None
    credential = Credential("audit", CredentialKind.NTLM, "CORP\\svc", source)
    estate = Estate("X", {"audit": credential}, (), {}, "")
    return Vault(estate, environment or {}, lambda prompt: CANARY)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_bytes(f"{CANARY}\r\nsecond line\n".encode())
    path.chmod(0o600)
    return path


def test_environment() -> None:
    assert vault(SecretKind.ENVIRONMENT, "V", {"V": CANARY}).secret("audit").reveal() == CANARY


@pytest.mark.parametrize(("given", "why"), [({}, "is not set"), ({"V": ""}, "holds nothing")])
def test_environment_without_it(given: dict[str, str], why: str) -> None:
    with pytest.raises(UserMistake, match=f"'audit': variable V {why}"):
        vault(SecretKind.ENVIRONMENT, "V", given).secret("audit")


def test_first_line_of_a_file(file: Path) -> None:
    assert vault(SecretKind.FILE, str(file)).secret("audit").reveal() == CANARY


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such mode")
@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602])
def test_file_open_to_everybody_is_refused(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(UserMistake, match="open to everybody") as caught:
        vault(SecretKind.FILE, str(file)).secret("audit")
    assert CANARY not in str(caught.value)


def test_file_that_is_missing_empty_or_garbled(tmp_path: Path, file: Path) -> None:
    with pytest.raises(UserMistake, match="cannot be read"):
        vault(SecretKind.FILE, str(tmp_path / "none")).secret("audit")
    file.write_bytes(b"\n")
    with pytest.raises(UserMistake, match="holds nothing"):
        vault(SecretKind.FILE, str(file)).secret("audit")
    file.write_bytes(b"\xff\xfe" + CANARY.encode())
    with pytest.raises(UserMistake, match="not UTF-8") as caught:
        vault(SecretKind.FILE, str(file)).secret("audit")
    assert CANARY not in str(caught.value)


class InMemory(KeyringBackend):
    """A keyring with one entry."""

    priority = 1

    def __init__(self) -> None:
        """Takes nothing from the environment."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def get_password(self, service: str, username: str) -> str | None:
        return CANARY if (service, username) == ("btsready", "CORP\\svc") else None


@pytest.fixture
def one_entry() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(InMemory())
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("one_entry")
def test_keyring() -> None:
    assert vault(SecretKind.KEYRING, "btsready").secret("audit").reveal() == CANARY
    with pytest.raises(UserMistake, match="keyring other is not set"):
        vault(SecretKind.KEYRING, "other").secret("audit")


def test_keyring_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(MissingProgram, match="not installed") as caught:
        vault(SecretKind.KEYRING, "btsready").secret("audit")
    assert "btsready[keyring]" in caught.value.hint


def test_prompt_is_asked_once() -> None:
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return CANARY

    source = SecretSource(SecretKind.PROMPT)
    credential = Credential("audit", CredentialKind.NTLM, "CORP\\svc", source)
    mine = Vault(Estate("X", {"audit": credential}, (), {}, ""), {}, ask)
    assert mine.known_values() == frozenset()
    assert mine.secret("audit") is mine.secret("audit")
    assert asked == ["Password of CORP\\svc (audit): "]
    assert mine.known_values() == {CANARY}


def test_prompt_without_terminal() -> None:
    source = SecretSource(SecretKind.PROMPT)
    credential = Credential("audit", CredentialKind.NTLM, "CORP\\svc", source)
    with pytest.raises(UserMistake, match="no terminal"):
        Vault(Estate("X", {"audit": credential}, (), {}, "")).secret("audit")


def test_credential_without_secret() -> None:
    mine = vault(None)
    assert mine.secret("audit").reveal() == ""
    assert mine.known_values() == frozenset()
