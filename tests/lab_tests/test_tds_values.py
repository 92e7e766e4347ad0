"""Types, parameters and long results, through real drivers."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.lab.tds.server import TdsServer
from tests.lab_tests.conftest import JOB
from tests.lab_tests.tds_clients import Client

_MOMENT = datetime(2026, 1, 2, 3, 4, 5, 123456)  # noqa: DTZ001 - datetime2 has no zone


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("CAST(1 AS bit)", True),
        ("CAST(255 AS tinyint)", 255),
        ("CAST(-32768 AS smallint)", -32768),
        ("CAST(-2147483648 AS int)", -2147483648),
        ("CAST(9223372036854775807 AS bigint)", 9223372036854775807),
        ("CAST(12345678901234567890123 AS numeric(25,0))", Decimal(12345678901234567890123)),
        ("CAST(-1.50 AS numeric(10,2))", Decimal("-1.50")),
        ("CAST(0.5 AS float)", 0.5),
        ("CAST(N'日本' AS nvarchar(10))", "日本"),
        ("CAST('ä' AS varchar(10))", "ä"),
        ("CAST('db' AS char(4))", "db  "),
        ("CAST(N'' AS nvarchar(10))", ""),
        ("CAST(NULL AS nvarchar(10))", None),
        ("CAST(0x01FF AS varbinary(4))", b"\x01\xff"),
        ("CAST('2026-11-22T05:06:07.123' AS datetime)", datetime(2026, 11, 22, 5, 6, 7, 123000)),  # noqa: DTZ001
        ("CAST('2026-01-02 03:04:05.123456' AS datetime2)", _MOMENT),
        (f"CAST('{JOB}' AS uniqueidentifier)", str(JOB).upper()),
        (f"CAST(CAST('{JOB}' AS uniqueidentifier) AS nvarchar(36))", str(JOB).upper()),
    ],
)
def test_a_type_round_trip(client: Client, server: TdsServer, expression: str, value: Any) -> None:
    with client.connect(server.port) as connection:
        assert connection.execute(f"SELECT {expression} AS v").fetchval() == value


def test_large_values(client: Client, server: TdsServer) -> None:
    with client.connect(server.port) as connection:
        text = connection.execute("SELECT CAST(? AS nvarchar(max)) AS v", "ä" * 9000).fetchval()
    assert text == "ä" * 9000


def test_types_of_stored_rows(client: Client, server: TdsServer) -> None:
    statement = "SELECT job_id, name, enabled, date_created, owner_sid FROM msdb.dbo.sysjobs"
    with client.connect(server.port) as connection:
        row = connection.execute(statement).fetchone()
    assert (row.job_id, row.name, row.enabled) == (str(JOB).upper(), "Backup BizTalk Server", 1)
    assert row.date_created == datetime(1900, 1, 1)  # noqa: DTZ001 - datetime has no zone


def test_parameters_keep_all_their_digits(client: Client, server: TdsServer) -> None:
    given = (1, "abcä€", _MOMENT, None, Decimal("1.50"), b"\x00\xff")
    marks = "CAST(? AS int) AS a, ? AS b, ? AS c, CAST(? AS nvarchar(5)) AS d, ? AS e, ? AS f"
    with client.connect(server.port) as connection:
        row = connection.execute(f"SELECT {marks}", *given).fetchone()
    assert tuple(row) == given
    [asked] = [s for s in server.log.selects() if s.parameters]
    assert list(asked.parameters.values()) == list(given)


def test_parameters_choose_rows(client: Client, server: TdsServer) -> None:
    statement = (
        "SELECT BackupSetId FROM BizTalkMgmtDb.dbo.adm_BackupHistory "
        "WHERE DatabaseName = ? AND BackupDateTime > ? AND BackupType = ?"
    )
    since = datetime(2026, 11, 22, 3, 1, 7, 123000)  # noqa: DTZ001 - datetime has no zone
    with client.connect(server.port) as connection:
        rows = connection.execute(statement, "biztalkmgmtdb", since, "db").fetchall()
        again = connection.execute(statement, "nope", since, "db").fetchall()
    assert [r[0] for r in rows] == [3, 5]
    assert again == []


def test_a_result_of_many_packets(client: Client, server: TdsServer) -> None:
    statement = (
        "SELECT c.object_id, c.name, d.name FROM sys.all_columns AS c CROSS JOIN sys.databases AS d"
    )
    with client.connect(server.port) as connection:
        rows = connection.execute(statement).fetchall()
    assert len(rows) > 5000
    assert len({tuple(r) for r in rows}) == len(rows)


def test_variants_and_offsets_are_as_awkward_as_the_real_ones(
    client: Client, server: TdsServer
) -> None:
    with client.connect(server.port) as connection:
        with pytest.raises(Exception, match="HY106"):
            connection.execute("SELECT SYSDATETIMEOFFSET() AS v").fetchall()
        if client.driver == "FreeTDS":
            with pytest.raises(Exception, match="HY091"):
                connection.execute("SELECT SERVERPROPERTY('ServerName') AS v").fetchall()
        cast = "SELECT CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS v"
        assert connection.execute(cast).fetchval() == "SQL01"
