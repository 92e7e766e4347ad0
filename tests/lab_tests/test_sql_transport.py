"""The SQL transport against the lab's server, over the wire, with both drivers."""

import multiprocessing
import ssl
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pytest

from scanner.model.evidence import GapReason
from scanner.transport.failure import TransportFailure
from scanner.transport.logon import LogonGuard, LogonRefused
from scanner.transport.sql_driver import driver_from_wheel
from scanner.transport.sql_odbc import SqlDoor, SqlInstance, installed_drivers
from tests.lab.tds.certificates import LabAuthority, ServerCertificates
from tests.lab.tds.description import LabLogin, LabSqlServer, StatementError, Tables
from tests.lab.tds.server import TdsServer

PASSWORD = "Sp;erl}ing {x"  # of the kind that ends a connection string early
NAMES = "SELECT name FROM sys.databases ORDER BY name"


def microsoft() -> str:
    return driver_from_wheel() or "ODBC Driver 18 for SQL Server"


@pytest.fixture(params=["Microsoft", "FreeTDS"])
def driver(request: pytest.FixtureRequest) -> str:
    name = "FreeTDS" if request.param == "FreeTDS" else microsoft()
    if name not in installed_drivers() and not Path(name).is_file():
        pytest.skip(f"the ODBC driver {name} is not installed")
    return name


@pytest.fixture(scope="module")
def authority() -> LabAuthority:
    return LabAuthority()


@pytest.fixture(scope="module")
def ca_file(authority: LabAuthority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return authority.write_ca(tmp_path_factory.mktemp("ca") / "ca.pem")


@pytest.fixture(scope="module")
def running(authority: LabAuthority) -> Iterator[TdsServer]:
    reader = LabLogin(PASSWORD, denied=frozenset({"msdb.dbo.sysjobs"}))
    databases: dict[str, Tables] = {"BizTalkMgmtDb": {}, "Odd]Name": {}, "msdb": {}}
    description = LabSqlServer("SQL01", "SQL01", {"audit": reader}, databases)
    with TdsServer(description, ServerCertificates(authority, "SQL01")) as server:
        yield server


@pytest.fixture
def server(running: TdsServer) -> Iterator[TdsServer]:
    """Sound at the start of every test."""
    pristine = type(running.description.faults)
    running.description.faults = pristine()
    running.log.clear()
    yield running
    running.description.faults = pristine()


Opener = Callable[..., SqlDoor]


@pytest.fixture
def door(server: TdsServer, driver: str, ca_file: Path) -> Opener:
    def make(**changes: object) -> SqlDoor:
        settings = {
            "name": "SQL01",
            "address": f"127.0.0.1,{server.port}",
            "driver": driver,
            "username": "audit",
            "password": PASSWORD,
            "ca_file": ca_file,
            "login_seconds": 5.0,
            "statement_seconds": 5.0,
            "grace_seconds": 0.5,
            "credential": "audit-sql",
        }
        return SqlDoor(**(settings | changes))  # type: ignore[arg-type]  # a test's shorthand

    return make


def refused(door: SqlDoor, guard: LogonGuard | None = None) -> TransportFailure:
    with pytest.raises(TransportFailure) as raised, SqlInstance(door, guard):
        pytest.fail("connected")
    return raised.value


def failure(instance: SqlInstance, statement: str, seconds: float = 5) -> TransportFailure:
    with pytest.raises(TransportFailure) as raised:
        instance.read(statement, seconds=seconds)
    return raised.value


def password_was_sent(server: TdsServer) -> bool:
    return any(connection.packets["LOGIN7"] for connection in server.log.connections)


def test_rows_are_read_over_one_verified_login(door: Opener, server: TdsServer) -> None:
    with SqlInstance(door()) as instance:
        rows, redactions = instance.read(NAMES)
        again, _ = instance.read(f"{NAMES} DESC")
        assert instance.certificate_verified is True
    assert {"name": "BizTalkMgmtDb"} in rows
    assert again == tuple(reversed(rows))
    assert redactions == 0
    assert server.log.good_logins("audit") == 1
    assert all(attempt.encrypted for attempt in server.log.logins)


def test_statements_run_in_the_database_named(door: Opener) -> None:
    with SqlInstance(door()) as instance:
        for database in ("BizTalkMgmtDb", "msdb", "Odd]Name", "master"):
            rows, _ = instance.read("SELECT DB_NAME() AS here", database=database)
            assert rows == ({"here": database},)
        assert instance.read("SELECT DB_NAME() AS here")[0] == ({"here": "master"},)


def test_parameters_are_sent_apart_from_the_statement(door: Opener, server: TdsServer) -> None:
    statement = "SELECT name FROM sys.databases WHERE name = ? AND database_id > ?"
    with SqlInstance(door()) as instance:
        assert instance.read(statement, ["msdb", 0])[0] == ({"name": "msdb"},)
        assert instance.read(statement, ["' OR 1=1 --", 0])[0] == ()


def test_the_session_waits_for_nobody(door: Opener, server: TdsServer) -> None:
    with SqlInstance(door()) as instance:
        instance.read(NAMES)
    settings = " ".join(server.log.connections[-1].settings).upper()
    assert "READ UNCOMMITTED" in settings
    assert "LOCK_TIMEOUT 5000" in settings
    assert "DEADLOCK_PRIORITY LOW" in settings


def test_secrets_in_rows_are_redacted(door: Opener) -> None:
    with SqlInstance(door()) as instance:
        rows, redactions = instance.read("SELECT N'sqlcmd -P geheim' AS command")
    assert rows == ({"command": "sqlcmd -P [redacted]"},)
    assert redactions == 1


def test_a_wrong_password_is_sent_once(door: Opener, server: TdsServer) -> None:
    guard = LogonGuard()
    first = refused(door(password="Fa;lsch}es {x"), guard)
    assert isinstance(first, LogonRefused)
    assert "18456" in first.detail
    again = refused(door(password="Fa;lsch}es {x"), guard)
    assert "'audit-sql' was refused by SQL01" in again.detail
    assert [attempt.ok for attempt in server.log.logins] == [False]
    assert "lsch}es" not in first.detail


@pytest.mark.parametrize("fault", ["wrong_certificate", "wrong_name"])
def test_a_false_certificate_never_gets_the_password(
    door: Opener, server: TdsServer, fault: str
) -> None:
    setattr(server.description.faults, fault, True)
    assert refused(door()).reason is GapReason.UNREACHABLE
    assert server.log.connections
    assert not password_was_sent(server)


def test_a_certificate_of_a_private_ca_needs_that_ca(door: Opener, server: TdsServer) -> None:
    assert refused(door(ca_file=None)).reason is GapReason.UNREACHABLE
    assert not password_was_sent(server)


def test_trust_can_be_given_aloud(door: Opener, server: TdsServer) -> None:
    server.description.faults.wrong_certificate = True
    with SqlInstance(door(trust_server_certificate=True, ca_file=None)) as instance:
        assert instance.read(NAMES)[0]
        assert instance.certificate_verified is False


def test_the_certificate_may_carry_another_declared_name(door: Opener, server: TdsServer) -> None:
    with SqlInstance(door(name="LISTENER", certificate_name="SQL01")) as instance:
        assert instance.read(NAMES)[0]


def test_the_password_is_in_no_command_line_and_no_file(
    door: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with SqlInstance(door()):
        said = [file.read_text() for file in tmp_path.rglob("*") if file.is_file()]
        for child in multiprocessing.active_children():
            command = Path(f"/proc/{child.pid}/cmdline")
            said.append(command.read_text() if command.exists() else "")
        assert not any(PASSWORD in one for one in said)
    assert not list(tmp_path.iterdir())


def test_errors_are_told_by_number(door: Opener, server: TdsServer) -> None:
    server.description.faults.errors = [
        StatementError("jobs_denied", 229),
        StatementError("too_new", 208),
        StatementError("strange", 50123, "told password=geheim"),
    ]
    with SqlInstance(door()) as instance:
        assert failure(instance, "SELECT 1 AS jobs_denied").reason is GapReason.DENIED
        assert failure(instance, "SELECT 1 AS too_new").reason is GapReason.UNSUPPORTED
        strange = failure(instance, "SELECT 1 AS strange")
        assert "50123" in strange.detail
        assert "geheim" not in strange.detail
        assert instance.read(NAMES)[0]


def test_a_deadlock_victim_is_tried_twice(door: Opener, server: TdsServer) -> None:
    server.description.faults.deadlock = "sys.databases"
    with SqlInstance(door()) as instance:
        assert failure(instance, NAMES).reason is GapReason.TIMED_OUT
    assert len([one for one in server.log.statements if "sys.databases" in one.text]) == 2


def test_after_a_slow_statement_the_next_one_is_answered_rightly(
    door: Opener, server: TdsServer
) -> None:
    with SqlInstance(door()) as instance:
        server.description.faults.slow = 3
        assert failure(instance, NAMES, seconds=1).reason is GapReason.TIMED_OUT
        server.description.faults.slow = 0
        assert {"name": "msdb"} in instance.read(NAMES)[0]


def test_a_connection_that_is_always_lost_is_opened_three_times(
    door: Opener, server: TdsServer
) -> None:
    server.description.faults.drop = "sys.databases"
    with SqlInstance(door()) as instance:
        for _ in range(5):
            assert failure(instance, NAMES).reason is GapReason.UNREACHABLE
    assert server.log.good_logins("audit") == 3


@pytest.mark.parametrize("fault", ["freeze_before", "drop"])
def test_a_server_that_stops_answering_does_not_hold_us(
    door: Opener, server: TdsServer, fault: str
) -> None:
    setattr(server.description.faults, fault, "sys.databases")
    with SqlInstance(door()) as instance:
        started = monotonic()
        first = failure(instance, NAMES, seconds=0.3)
        assert first.reason in (GapReason.TIMED_OUT, GapReason.UNREACHABLE)
        assert monotonic() - started < 10
        assert instance.read("SELECT 1 AS x")[0] == ({"x": 1},)
    assert not multiprocessing.active_children()


def test_rows_before_a_freeze_are_kept(door: Opener, server: TdsServer) -> None:
    server.description.faults.freeze_in_fetch = 2
    with SqlInstance(door()) as instance:
        frozen = failure(instance, NAMES, seconds=0.3)
    assert frozen.reason is GapReason.TIMED_OUT
    assert 1 <= len(frozen.partial) <= 2  # Microsoft's holds a row back until the next comes
    assert not multiprocessing.active_children()


def test_a_closed_port_is_told_at_once(door: Opener) -> None:
    started = monotonic()
    assert refused(door(address="127.0.0.1,1")).reason is GapReason.UNREACHABLE
    assert monotonic() - started < 2


def test_a_silent_port_ends_with_the_login_s_deadline(door: Opener, server: TdsServer) -> None:
    server.description.faults.blackhole = True
    assert refused(door(login_seconds=1.0)).reason in (
        GapReason.TIMED_OUT,
        GapReason.UNREACHABLE,
    )


def test_a_login_without_an_answer_ends_with_its_deadline(door: Opener, server: TdsServer) -> None:
    server.description.faults.freeze_login = True
    started = monotonic()
    assert refused(door(login_seconds=1.0)).reason is GapReason.TIMED_OUT
    assert monotonic() - started < 5


class Exchanged(ServerCertificates):
    """Shows a good certificate to the first who asks, another good one of the CA to the next."""

    shown = 0

    @property
    def right(self) -> ssl.SSLContext:
        self.shown += 1
        return self._authority.context("SQL01" if self.shown == 1 else "other.example.test")


def test_freetds_accepts_no_certificate_but_the_one_that_was_verified(
    server: TdsServer, authority: LabAuthority, ca_file: Path
) -> None:
    if "FreeTDS" not in installed_drivers():
        pytest.skip("the ODBC driver FreeTDS is not installed")
    with TdsServer(server.description, Exchanged(authority, "SQL01")) as exchanging:
        door = SqlDoor(
            "SQL01", f"127.0.0.1,{exchanging.port}", "FreeTDS", "audit", PASSWORD, ca_file=ca_file
        )
        assert refused(door).reason is GapReason.UNREACHABLE
        assert len(exchanging.log.connections) == 2
        assert not password_was_sent(exchanging)
