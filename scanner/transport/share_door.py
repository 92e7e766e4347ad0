"""How file servers are reached."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SmbDoor:
    """How file servers are reached. `address` ("10.0.0.7" or "10.0.0.7:4450") stands for whatever
    server a UNC names. `protocol`: negotiate, ntlm or kerberos. `credential` is the name that
    messages may print.
    """

    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    domain: str = ""
    port: int = 445
    address: str = ""
    protocol: str = "negotiate"
    credential: str = ""

    @property
    def account(self) -> str:
        """As the logon wants it."""
        return f"{self.domain}\\{self.username}" if self.domain else self.username

    def endpoint(self, server: str) -> tuple[str, int]:
        """Host and port where this server is found."""
        where = (self.address or server).replace(",", ":")
        host, colon, port = where.rpartition(":")
        if not colon or ":" in host:  # no port, or a bare IPv6 address
            return where, self.port
        return host, int(port)
