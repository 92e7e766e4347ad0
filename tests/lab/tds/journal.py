"""What clients did, for tests that count."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class LoginAttempt:
    connection: int
    user: str
    ok: bool
    database: str
    application: str
    encrypted: bool


@dataclass(frozen=True)
class Statement:
    """`parameters` by name, with @; `error` is the number that the client was told."""

    connection: int
    login: str
    database: str
    text: str
    parameters: dict[str, Any]
    rows: int = 0
    error: int | None = None


@dataclass
class Connection:
    number: int
    packets: Counter[str] = field(default_factory=Counter)  # messages by kind, as "LOGIN7"
    settings: list[str] = field(default_factory=list)  # SET statements, as sent


@dataclass
class Journal:
    connections: list[Connection] = field(default_factory=list)
    logins: list[LoginAttempt] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def connection(self) -> Connection:
        with self._lock:
            opened = Connection(len(self.connections) + 1)
            self.connections.append(opened)
            return opened

    def clear(self) -> None:
        with self._lock:
            self.connections.clear()
            self.logins.clear()
            self.statements.clear()

    def good_logins(self, user: str | None = None) -> int:
        return sum(1 for a in self.logins if a.ok and user in {None, a.user})

    def selects(self) -> list[Statement]:
        """What was asked, without what a driver sends of its own accord."""
        return [
            s
            for s in self.statements
            if s.text.lstrip("( \n\t-").upper().startswith(("SELECT", "WITH"))
        ]
