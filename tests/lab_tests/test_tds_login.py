"""Who gets in, over which certificate, and what the server saw before it refused."""

import pytest

from tests.lab.tds.description import LabSqlServer
from tests.lab.tds.server import TdsServer
from tests.lab_tests.tds_clients import PASSWORD, USER, Client


def test_a_login_over_verified_tls(client: Client, server: TdsServer) -> None:
    with client.connect(server.port) as connection:
        assert connection.execute("SELECT 1 AS one").fetchval() == 1
    [attempt] = server.log.logins
    assert (attempt.user, attempt.ok, attempt.encrypted) == (USER, True, True)


@pytest.mark.parametrize("fault", ["wrong_certificate", "wrong_name"])
def test_a_bad_certificate_is_refused_before_the_password(
    client: Client, server: TdsServer, described: LabSqlServer, fault: str
) -> None:
    setattr(described.faults, fault, True)
    with pytest.raises(Exception, match="08001"):
        client.connect(server.port)
    assert server.log.logins == []
    assert server.log.connections[0].packets["LOGIN7"] == 0


def test_a_wrong_password(client: Client, server: TdsServer) -> None:
    with pytest.raises(Exception, match="18456"):
        client.connect(server.port, password="wrong")
    assert [a.ok for a in server.log.logins] == [False]


def test_an_unknown_user(client: Client, server: TdsServer) -> None:
    with pytest.raises(Exception, match="18456"):
        client.connect(server.port, user="nobody")


@pytest.mark.parametrize("database", ["NoSuch", "Asleep"])
def test_a_database_that_does_not_open(client: Client, server: TdsServer, database: str) -> None:
    # FreeTDS hands on only the second of the two errors.
    with pytest.raises(Exception, match="18456" if client.driver == "FreeTDS" else "4060"):
        client.connect(server.port, database=database)


def test_a_login_starts_in_the_database_it_asked_for(client: Client, server: TdsServer) -> None:
    with client.connect(server.port, database="BizTalkMgmtDb") as connection:
        assert connection.execute("SELECT DB_NAME() AS d").fetchval() == "BizTalkMgmtDb"


@pytest.mark.parametrize("password", ["plain", "a;b", "{x}", "a=b'c", " blank ", "ä€ü", "x}"])
def test_odd_passwords(
    client: Client, server: TdsServer, described: LabSqlServer, password: str
) -> None:
    described.logins[USER].password = password
    client.connect(server.port, password=password).close()


def test_several_connections_at_once(client: Client, server: TdsServer) -> None:
    connections = [client.connect(server.port) for _ in range(5)]
    answers = [c.execute("SELECT @@SPID AS spid").fetchval() for c in connections]
    assert len(set(answers)) == 5
    for connection in connections:
        connection.close()
    assert server.log.good_logins(USER) == 5


def test_manual_commit_is_understood(client: Client, server: TdsServer) -> None:
    connection = client.connect(server.port, password=PASSWORD)
    connection.autocommit = False
    assert connection.execute("SELECT 2 AS two").fetchval() == 2
    connection.commit()
    connection.rollback()
    connection.close()
