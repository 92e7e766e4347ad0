"""Which ODBC driver, and how it is told where to go and what to trust."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from importlib.util import find_spec
from pathlib import Path

from scanner.errors import MissingProgram
from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure

DEFAULT_PORT = 1433
FREETDS_SECTION = "btsready"
_PREFERRED = ("ODBC Driver 18 for SQL Server", "ODBC Driver 17 for SQL Server")
_MICROSOFT = re.compile(r"msodbcsql|odbc driver 1[178] for sql server", re.IGNORECASE)
_FREETDS = re.compile(r"freetds|tdsodbc", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

SESSION = (  # what every connection sends first
    "SET NOCOUNT ON",
    "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
    "SET LOCK_TIMEOUT 5000",
    "SET DEADLOCK_PRIORITY LOW",
)


@dataclass(frozen=True)
class SqlDoor:
    """How one instance is reached. `name` is SERVER or SERVER\\INSTANCE; `address` overrides
    where it is found ("10.0.0.5,1433"), never the name its certificate must carry.

    `grace_seconds`: how much longer than a statement's own time-out, which says what it waited for,
    the driver may take before its process is ended.

    `driver` empty: the best one installed. `integrated`: the process's own Windows or Kerberos
    identity, without user name and password. `credential` is the name messages may print.
    """

    name: str
    address: str | None = None
    driver: str = ""
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    integrated: bool = False
    encrypt: bool = True
    ca_file: Path | None = None
    certificate_name: str = ""
    trust_server_certificate: bool = False
    login_seconds: float = 15
    statement_seconds: float = 30
    overall_seconds: float = 900
    grace_seconds: float = 2
    credential: str = ""

    @property
    def verifies(self) -> bool:
        """Whether the server must prove its name before it gets the password."""
        return self.encrypt and not self.trust_server_certificate

    @property
    def expected_name(self) -> str:
        """The name the server's certificate must carry."""
        return self.certificate_name or self.name.partition("\\")[0]

    @property
    def endpoint(self) -> "Endpoint":
        """Where to connect."""
        return Endpoint.parse(self.address or self.name)


@dataclass(frozen=True)
class Endpoint:
    """Host with a port, or with an instance whose port only its SQL Server Browser knows."""

    host: str
    port: int | None
    instance: str = ""

    @classmethod
    def parse(cls, address: str) -> "Endpoint":
        """From "host", "host,port", "host:port", "[::1]:port" or "host\\instance"."""
        found = re.fullmatch(
            r"(?:tcp:)?(?:\[(?P<v6>[^\]]+)\]|(?P<host>[^\\,:\[\]\s;=#]+))"
            r"(?:\\(?P<instance>[^\\,:]+))?(?:[,:](?P<port>\d{1,5}))?",
            address.strip(),
            re.IGNORECASE,
        )
        if found is None or _CONTROL.search(address):
            raise TransportFailure(GapReason.UNREACHABLE, "the address is not host,port")
        host = "127.0.0.1" if found["host"] == "." else found["v6"] or found["host"]
        if found["port"]:
            return cls(host, int(found["port"]))
        instance = found["instance"] or ""
        if instance.upper() in ("", "MSSQLSERVER"):
            return cls(host, DEFAULT_PORT)
        return cls(host, None, instance)

    @property
    def server(self) -> str:
        """As Microsoft's drivers write it."""
        if self.port is None:
            return f"{self.host}\\{self.instance}"
        return f"tcp:{self.host},{self.port}"


class Family(Enum):
    """Drivers that we know how to make verify a certificate, and the rest."""

    MICROSOFT = "Microsoft's"
    FREETDS = "FreeTDS"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, driver: str) -> "Family":
        if _MICROSOFT.search(driver):
            return cls.MICROSOFT
        return cls.FREETDS if _FREETDS.search(driver) else cls.UNKNOWN


def choose_driver(
    configured: str, installed: Sequence[str], wheel: Callable[[], str | None] | None = None
) -> str:
    """The driver's registered name, or the path of its library.

    Raises MissingProgram when the configured one, or every known one, is absent.
    """
    if configured:
        if configured in installed or Path(configured).is_file():
            return configured
        raise MissingProgram(f"The ODBC driver {configured!r} is not installed.", _hint(installed))
    for name in _PREFERRED:
        if name in installed:
            return name
    found = (wheel or driver_from_wheel)()
    if found:
        return found
    if "FreeTDS" in installed:
        return "FreeTDS"
    raise MissingProgram("No ODBC driver for SQL Server is installed.", _hint(installed))


def _hint(installed: Sequence[str]) -> str:
    present = f" Installed are: {', '.join(installed)}." if installed else ""
    return (
        "Install Microsoft's ODBC Driver 18 for SQL Server; or, on Debian, the package tdsodbc; "
        f"or add the wheel with: pip install 'btsready[msodbcsql]'.{present}"
    )


def driver_from_wheel() -> str | None:
    """The library inside the PyPI wheel `mssql-python-odbc`, for Debian's kind of Linux."""
    spec = find_spec("mssql_python_odbc")
    if spec is None or spec.origin is None:
        return None
    libraries = Path(spec.origin).parent / "libs" / "linux" / "debian_ubuntu"
    found = sorted(libraries.glob(f"{_architecture()}/lib/libmsodbcsql-*.so.*"))
    return str(found[-1]) if found else None


def _architecture() -> str:
    import platform

    return {"aarch64": "arm64"}.get(platform.machine(), platform.machine())


def connection_string(door: SqlDoor, driver: str) -> str:
    """For `pyodbc.connect`; carries the password, so it is never logged."""
    if Family.of(driver) is Family.FREETDS:
        parts = {"DRIVER": driver, "SERVERNAME": FREETDS_SECTION, **_identity(door)}
        # Last stands a plain value: FreeTDS reads the brace that ends the string as part of it.
        return _joined(parts, _until_brace) + ";TDS_Version=7.4"
    where = {"DRIVER": driver, "SERVER": door.endpoint.server, **_microsoft_tls(door, driver)}
    return _joined(where | _identity(door), _doubled)


def _joined(parts: dict[str, str], escaped: Callable[[str], str]) -> str:
    if _CONTROL.search("".join(parts.values())):
        raise TransportFailure(
            GapReason.UNREACHABLE, "not connected: a name or password has a control character"
        )
    return ";".join(f"{key}={escaped(value)}" for key, value in parts.items())


def _doubled(value: str) -> str:
    return "{" + value.replace("}", "}}") + "}"


def _until_brace(value: str) -> str:
    """FreeTDS takes `{...}` up to the first `};` and knows no doubling."""
    if "};" in value or value.endswith("}"):
        raise TransportFailure(
            GapReason.UNREACHABLE,
            "not connected: FreeTDS cannot be given a name or password that contains '};' or ends "
            "in '}'; use Microsoft's ODBC driver",
        )
    return "{" + value + "}"


def _identity(door: SqlDoor) -> dict[str, str]:
    who = (
        {"Trusted_Connection": "yes"}
        if door.integrated
        else {"UID": door.username, "PWD": door.password}
    )
    return {"DATABASE": "master", "APP": "btsready", **who}


def _microsoft_tls(door: SqlDoor, driver: str) -> dict[str, str]:
    if Family.of(driver) is not Family.MICROSOFT:
        return {}
    tls = {
        "Encrypt": "yes" if door.encrypt else "no",
        "TrustServerCertificate": "no" if door.verifies else "yes",
    }
    if door.verifies and not re.search(r"driver 1[17] ", driver, re.IGNORECASE):
        tls["HostNameInCertificate"] = door.expected_name
    return tls


def freetds_conf(door: SqlDoor, trusted: Path | None) -> str:
    """FreeTDS' own configuration, one section; `trusted` holds the one certificate to accept.

    The name in the certificate was compared beforehand (`sql_certificate`): FreeTDS before 1.4
    compares it with the address alone, which an override may have changed.
    """
    end = door.endpoint
    lines = [f"[{FREETDS_SECTION}]", f"host = {end.host}", "tds version = 7.4"]
    lines.append(f"port = {end.port}" if end.port else f"instance = {end.instance}")
    lines += ["client charset = UTF-8", "text size = 4194304"]
    lines.append(f"encryption = {'require' if door.encrypt else 'request'}")
    if trusted is not None:
        lines += [f"ca file = {trusted}", "check certificate hostname = no"]
    return "\n".join(lines) + "\n"


def refuse_what_cannot_verify(door: SqlDoor, driver: str) -> None:
    """Raises before anything is sent when this driver could not check the certificate."""
    if not door.verifies or Family.of(driver) is Family.MICROSOFT:
        return
    if Family.of(driver) is Family.UNKNOWN:
        raise TransportFailure(
            GapReason.UNREACHABLE,
            f"not connected: we cannot make the driver {driver!r} verify the server's certificate",
        )
    if door.endpoint.port is None:
        raise TransportFailure(
            GapReason.UNREACHABLE,
            "not connected: with FreeTDS the certificate of a named instance is verified only "
            "when the estate gives its address as host,port",
        )


def quoted(name: str) -> str:
    """A database name as T-SQL writes it."""
    if not name or len(name) > 128 or _CONTROL.search(name):  # noqa: PLR2004 - sysname's length
        raise TransportFailure(GapReason.UNPARSABLE, "not a database name")
    return "[" + name.replace("]", "]]") + "]"
