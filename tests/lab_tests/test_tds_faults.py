"""A server that is slow, freezes, drops, or talks nonsense."""

import socket
import threading
import time

import pytest

from tests.lab.tds.description import LabSqlServer
from tests.lab.tds.server import TdsServer
from tests.lab_tests.tds_clients import Client


def test_a_slow_statement_is_called_off(
    client: Client, server: TdsServer, described: LabSqlServer
) -> None:
    connection = client.connect(server.port)
    connection.timeout = 1
    described.faults.slow = 30
    with pytest.raises(Exception, match=r"HYT00|HY008|timeout"):
        connection.execute("SELECT 1 AS one").fetchall()
    described.faults.slow = 0
    assert server.log.connections[0].packets["ATTENTION"] >= 1
    connection.close()


def test_a_freeze_in_a_fetch_holds_only_its_own_connection(
    client: Client, server: TdsServer, described: LabSqlServer
) -> None:
    described.faults.freeze_in_fetch = 2
    described.faults.freeze_in_fetch_of = "all_columns"
    frozen = client.connect(server.port)
    seen: list[str] = []

    def fetch() -> None:
        with pytest.raises(client.error):
            seen.extend(r.name for r in frozen.execute("SELECT name FROM sys.all_columns"))

    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    with client.connect(server.port) as other:
        assert other.execute("SELECT 1 AS one").fetchval() == 1
    server.stop()  # the freeze ends with the connection
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert len(seen) <= 2


@pytest.mark.parametrize("fault", ["drop", "garbage"])
def test_a_broken_conversation_is_an_error(
    client: Client, server: TdsServer, described: LabSqlServer, fault: str
) -> None:
    connection = client.connect(server.port)
    setattr(described.faults, fault, "sysjobs")
    with pytest.raises(client.error):
        connection.execute("SELECT name FROM msdb.dbo.sysjobs").fetchall()


def test_a_server_that_refuses_has_a_closed_port(
    described: LabSqlServer, server: TdsServer
) -> None:
    server.stop()
    described.faults.refuse = True
    refusing = TdsServer(described, server.certificate)
    with refusing, pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", refusing.port), timeout=1)


def test_a_black_hole_says_nothing(described: LabSqlServer, server: TdsServer) -> None:
    described.faults.blackhole = True
    with socket.create_connection(("127.0.0.1", server.port), timeout=1) as client:
        client.sendall(b"\x12\x01\x00\x08\x00\x00\x00\x00")
        client.settimeout(0.2)
        with pytest.raises(TimeoutError):
            client.recv(1)


def test_start_and_reload_are_quick(described: LabSqlServer, server: TdsServer) -> None:
    server.stop()
    began = time.perf_counter()
    with TdsServer(described, server.certificate) as quick:
        quick.reload()
    assert time.perf_counter() - began < 1
