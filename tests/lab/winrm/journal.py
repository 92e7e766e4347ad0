"""What a WinRM server of the lab saw."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Logon:
    """`service` and `bound` say whether NTLM named the right service and this TLS channel."""

    account: str
    service: str | None = None
    bound: bool = False


@dataclass
class Journal:
    connections: int = 0
    http_requests: int = 0
    requests: list[str] = field(default_factory=list)
    logons: list[Logon] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    shells: int = 0
    closed: int = 0
    questions: list[dict[str, Any]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
