"""Secrets, fetched when first needed and from where the estate says, and never said aloud."""

import os
import stat
import sys
from collections.abc import Callable, Mapping
from getpass import getpass
from pathlib import Path
from threading import Lock

from scanner.errors import MissingProgram, UserMistake
from scanner.model.estate import Credential, Estate, SecretKind, SecretSource
from scanner.model.secret import Secret

_LARGEST = 65_536


def ask_on_terminal(prompt: str) -> str:
    """Raises EOFError where nobody can be asked; never falls back to an echoing prompt."""
    if not sys.stdin.isatty():
        raise EOFError
    return getpass(prompt)


class Vault:
    """The secrets of an estate's credentials, each fetched once; safe to share among threads."""

    def __init__(
        self,
        estate: Estate,
        environment: Mapping[str, str] = os.environ,
        ask: Callable[[str], str] = ask_on_terminal,
    ) -> None:
        self._credentials = estate.credentials
        self._environment = environment
        self._ask = ask
        self._known: dict[str, Secret] = {}
        self._lock = Lock()

    def secret(self, name: str) -> Secret:
        """Empty for a credential that needs none. UserMistake says where it was looked for."""
        with self._lock:
            if name not in self._known:
                self._known[name] = Secret(self._fetch(self._credentials[name]))
            return self._known[name]

    def known_values(self) -> frozenset[str]:
        """What redaction must find: every secret fetched so far."""
        with self._lock:
            return frozenset(value for one in self._known.values() if (value := one.reveal()))

    def _fetch(self, credential: Credential) -> str:
        if credential.secret is None:
            return ""
        found, where = self._look(credential, credential.secret)
        if found:
            return found
        lack = "holds nothing" if found == "" else "is not set"
        raise _missing(credential, f"{where} {lack}")

    def _look(self, credential: Credential, source: SecretSource) -> tuple[str | None, str]:
        match source.kind:
            case SecretKind.ENVIRONMENT:
                return self._environment.get(source.name), f"variable {source.name}"
            case SecretKind.FILE:
                return _first_line(credential, Path(source.name)), f"file {source.name}"
            case SecretKind.KEYRING:
                return _from_keyring(credential, source.name), f"keyring {source.name}"
            case SecretKind.PROMPT:
                return self._prompted(credential), "the answer to the prompt"

    def _prompted(self, credential: Credential) -> str:
        try:
            return self._ask(f"Password of {credential.username} ({credential.name}): ")
        except EOFError:
            raise _missing(credential, "nobody can be asked: this is no terminal") from None


def _missing(credential: Credential, why: str) -> UserMistake:
    """The same words for every source; never the value."""
    hint = f"See credentials.{credential.name}.password in the estate file."
    return UserMistake(f"credential {credential.name!r}: {why}", hint)


def _first_line(credential: Credential, path: Path) -> str:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name == "posix" and mode & (stat.S_IROTH | stat.S_IWOTH):
                raise _missing(credential, f"file {path} is open to everybody: chmod 600 it")
            data = file.read(_LARGEST)
    except OSError as error:
        raise _missing(credential, f"file {path} cannot be read: {error.strerror}") from None
    try:
        return data.decode("utf-8-sig").partition("\n")[0].removesuffix("\r")
    except UnicodeDecodeError:
        raise _missing(credential, f"file {path} is not UTF-8 text") from None


def _from_keyring(credential: Credential, service: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        hint = "Install it into the environment of btsready: pip install 'btsready[keyring]'"
        said = f"credential {credential.name!r}: the keyring library is not installed"
        raise MissingProgram(said, hint) from None
    try:
        return keyring.get_password(service, credential.username)
    except KeyringError as error:
        said = f"keyring {service} does not answer: {type(error).__name__}"
        raise _missing(credential, said) from None
