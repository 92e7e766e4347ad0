"""Where a Windows host is and with which credential it is met."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal

from scanner.errors import UserMistake

Scheme = Literal["https", "http"]
Authentication = Literal["ntlm", "kerberos", "certificate", "basic"]


@dataclass(frozen=True)
class HostDoor:
    """One WinRM listener. `name` is what is logged on to; `address` only says where packets go.

    `deadline` bounds opening the shell and each round of questions, all in all.
    """

    name: str
    scheme: Scheme
    port: int
    transport: Authentication
    username: str = ""
    password: str = field(default="", repr=False)
    address: str | None = None
    ca_file: Path | None = None
    certificate_name: str | None = None
    client_certificate: Path | None = None
    client_key: Path | None = None
    connect_timeout: timedelta = timedelta(seconds=5)
    deadline: timedelta = timedelta(seconds=90)

    def __post_init__(self) -> None:
        if self.transport in ("basic", "certificate") and self.scheme != "https":
            raise UserMistake(
                f"{self.name}: {self.transport} would send what opens the door in the clear",
                "Use https, or NTLM or Kerberos, which seal their messages.",
            )

    @property
    def endpoint(self) -> str:
        """Always by name, so that the service principal name is right."""
        return f"{self.scheme}://{self.name}:{self.port}/wsman"

    @property
    def place(self) -> str:
        """For messages."""
        where = f"{self.name}:{self.port}"
        return f"{where} at {self.address}" if self.address else where
