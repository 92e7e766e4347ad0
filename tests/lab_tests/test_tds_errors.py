"""Errors by their real numbers, rights, and what a login does not see."""

import pytest

from tests.lab.tds.description import LabSqlServer, StatementError
from tests.lab.tds.server import TdsServer
from tests.lab_tests.tds_clients import Client


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("SELECT nope FROM sys.databases", 207),
        ("SELECT name AS n FROM sys.databases WHERE n = 'x'", 207),
        ("SELECT last_valid_restore_time FROM msdb.dbo.backupset", 207),
        ("SELECT x FROM dbo.nope", 208),
        ("SELECT x FROM NoSuch.dbo.t", 208),
        ("USE NoSuch", 911),
        ("USE Asleep", 942),
        ("SELECT FROM", 102),
        ("DELETE FROM msdb.dbo.sysjobs", 156),
        ("EXEC sp_who", 156),
        ("SELECT name INTO #x FROM sys.databases", 156),
        ("SELECT NO_SUCH_FUNCTION(1) AS x", 195),
        ("SELECT CAST(N'x' AS int) AS i", 245),
    ],
)
def test_a_statement_is_refused(
    client: Client, server: TdsServer, statement: str, number: int
) -> None:
    with client.connect(server.port) as connection:
        with pytest.raises(Exception, match=rf"\({number}\)"):
            connection.execute(statement).fetchall()
        assert connection.execute("SELECT 1 AS still").fetchval() == 1


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("SELECT name FROM msdb.dbo.sysjobs", 229),
        ("USE BizTalkMsgBoxDb", 916),
        # The server says 300 and then 297; each driver hands on another of them.
        ("SELECT status FROM sys.dm_server_services", "300|297"),
    ],
)
def test_a_limited_login_is_denied(
    client: Client, server: TdsServer, statement: str, number: int | str
) -> None:
    connection = client.connect(server.port, user="limited", password="limited")
    with pytest.raises(Exception, match=rf"\(({number})\)"):
        connection.execute(statement).fetchall()
    connection.close()


def test_a_limited_login_sees_fewer_rows(client: Client, server: TdsServer) -> None:
    connection = client.connect(server.port, user="limited", password="limited")
    names = [r.name for r in connection.execute("SELECT name FROM sys.databases").fetchall()]
    assert names == ["master", "tempdb"]
    tables = "SELECT name FROM msdb.sys.tables WHERE name LIKE 'sysjob%'"
    assert "sysjobs" not in {r.name for r in connection.execute(tables).fetchall()}
    statement = (
        "SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE') AS a, "
        "HAS_PERMS_BY_NAME('msdb.dbo.sysjobs', 'OBJECT', 'SELECT') AS b, "
        "HAS_PERMS_BY_NAME('msdb.dbo.sysjobsteps', 'OBJECT', 'SELECT') AS c, "
        "HAS_DBACCESS('BizTalkMsgBoxDb') AS d, OBJECT_ID('msdb.dbo.sysjobs') AS e, "
        "IS_SRVROLEMEMBER('sysadmin') AS f, HAS_DBACCESS('NoSuch') AS g"
    )
    assert tuple(connection.execute(statement).fetchone()) == (0, 0, 1, 0, None, 0, None)
    connection.close()


def test_errors_to_order(client: Client, server: TdsServer, described: LabSqlServer) -> None:
    described.faults.deadlock = "sysjobsteps"
    described.faults.errors = [StatementError("sysjobs ", 22022, "SQLServerAgent is not running.")]
    with client.connect(server.port) as connection:
        with pytest.raises(Exception, match="1205"):
            connection.execute("SELECT command FROM msdb.dbo.sysjobsteps").fetchall()
        with pytest.raises(Exception, match="22022"):
            connection.execute("SELECT name FROM msdb.dbo.sysjobs WHERE 1 = 1").fetchall()
    assert [s.error for s in server.log.selects()] == [1205, 22022]
