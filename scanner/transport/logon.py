"""A credential is tried alone first; one refusal retires it, so no account is ever locked out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from threading import Condition

from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure


class LogonRefused(TransportFailure):
    """The target refused the credential itself, not merely the thing asked for."""

    def __init__(self, detail: str) -> None:
        super().__init__(GapReason.DENIED, detail)


@dataclass
class Permit:
    """Leave to log on once."""

    logged_on: bool = False

    def accepted(self) -> None:
        """The logon itself went well: a later `denied` is about rights, not the credential."""
        self.logged_on = True


class _State(Enum):
    UNTRIED = auto()
    ON_TRIAL = auto()
    PROVED = auto()


class LogonGuard:
    """Shared by all targets of a run; safe to use from many threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._states: dict[str, _State] = {}
        self._retired: dict[str, str] = {}

    @contextmanager
    def logon(self, credential: str, target: str) -> Iterator[Permit]:
        """Around one logon. Leaving it without an exception counts as accepted.

        A TransportFailure `denied` counts as refused unless the permit was marked accepted;
        any other failure says nothing about the credential. Raises LogonRefused when the
        credential is retired, also after waiting for another's first try.
        """
        self._admit(credential)
        permit = Permit()
        refused = False
        try:
            yield permit
            permit.accepted()
        except TransportFailure as failure:
            refused = failure.reason is GapReason.DENIED and not permit.logged_on
            raise
        finally:
            self._settle(credential, target, permit, refused)

    def retired(self, credential: str) -> str:
        """The target that refused it, or ''."""
        with self._changed:
            return self._retired.get(credential, "")

    def _admit(self, credential: str) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._states.get(credential) is not _State.ON_TRIAL)
            if credential in self._retired:
                raise LogonRefused(
                    f"credential {credential!r} was refused by {self._retired[credential]}; "
                    "not tried again in this run"
                )
            if credential not in self._states or self._states[credential] is _State.UNTRIED:
                self._states[credential] = _State.ON_TRIAL

    def _settle(self, credential: str, target: str, permit: Permit, refused: bool) -> None:
        with self._changed:
            if refused:
                self._retired.setdefault(credential, target)
            if permit.logged_on:
                self._states[credential] = _State.PROVED
            elif self._states[credential] is _State.ON_TRIAL:
                self._states[credential] = _State.UNTRIED
            self._changed.notify_all()
