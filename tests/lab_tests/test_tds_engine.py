"""Which rows T-SQL finds, where its meaning differs from the engine underneath."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.lab.tds.description import LabSqlServer
from tests.lab.tds.engine import Engine, EngineSession
from tests.lab.tds.errors import SqlError
from tests.lab.tds.login import Login
from tests.lab.tds.outcome import Moved, Rows, Setting
from tests.lab_tests.tds_clients import PASSWORD, USER


def _open(described: LabSqlServer, database: str = "BizTalkMgmtDb") -> EngineSession:
    login = Login(USER, PASSWORD, database, "tests", "", "here", 4096, integrated=False)
    return Engine(described).open(login)


@pytest.fixture
def session(described: LabSqlServer) -> Iterator[EngineSession]:
    opened = _open(described)
    yield opened
    opened.engine.close()


def ask(session: EngineSession, statement: str) -> list[tuple[Any, ...]]:
    [outcome] = session.run(statement, {})
    assert isinstance(outcome, Rows)
    return [tuple(row) for row in outcome.rows]


def ask_value(session: EngineSession, expression: str) -> Any:
    return ask(session, f"SELECT {expression} AS v")[0][0]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("N'BACKUP' = 'backup  '", True),
        ("'sp_Backup' LIKE '%sp[_]backup%'", True),
        ("'spXBackup' LIKE '%sp[_]backup%'", False),
        ("'spXBackup' LIKE '%sp_backup%'", True),
        ("'50% of' LIKE '50[%]%'", True),
        ("'5000' LIKE '50[%]%'", False),
        ("'a_b' LIKE 'a!_b' ESCAPE '!'", True),
        ("'axb' LIKE 'a!_b' ESCAPE '!'", False),
        ("'b7' LIKE '[a-c][^0-5]'", True),
        ("'b3' LIKE '[a-c][^0-5]'", False),
        ("'line one\nline two' LIKE '%one%two'", True),
        ("'abc' COLLATE Latin1_General_BIN2 = 'ABC'", False),
        ("'abc' COLLATE DATABASE_DEFAULT = 'ABC'", True),
        ("7 / 2 = 3", True),
        ("CAST(2.9 AS int) = 2", True),
        ("CAST(5 AS bit) = 1", True),
        ("LEN('ab  ') = 2", True),
        ("REPLACE('ABC', 'b', '-') = 'A-C'", True),
        ("CHARINDEX('B', 'abcb', 3) = 4", True),
        ("N'a' + NULL IS NULL", True),
        ("DATEDIFF(day, '2026-01-01T23:59:59', '20260102') = 1", True),
        ("CONVERT(varchar(19), CAST('20261122 05:06:07' AS datetime), 120) "
         "= '2026-11-22 05:06:07'", True),
    ],
)  # fmt: skip
def test_a_condition(session: EngineSession, condition: str, holds: bool) -> None:
    assert ask_value(session, f"CASE WHEN {condition} THEN 1 ELSE 0 END") == int(holds)


def test_apply_takes_each_rows_own(session: EngineSession) -> None:
    statement = """
        SELECT h.BackupSetId, earlier.BackupSetId AS before
        FROM dbo.adm_BackupHistory AS h
        {kind} APPLY (SELECT TOP (1) e.BackupSetId FROM dbo.adm_BackupHistory AS e
                      WHERE e.BackupSetId < h.BackupSetId ORDER BY e.BackupSetId DESC) AS earlier
        ORDER BY h.BackupSetId"""
    assert ask(session, statement.format(kind="CROSS"))[0] == (2, 1)
    assert ask(session, statement.format(kind="OUTER"))[0] == (1, None)


def test_the_product_view_names_every_database(session: EngineSession) -> None:
    rows = ask(session, "SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases")
    assert ("SQL01", "BizTalkMgmtDb") in rows
    assert ("SQL01", "BizTalkMsgBoxDb") in rows
    columns = (
        "SELECT name FROM sys.columns WHERE object_id = OBJECT_ID('dbo.{}') ORDER BY column_id"
    )
    assert ask(session, columns.format("admv_BackupDatabases")) == [
        ("ServerName",),
        ("DatabaseName",),
    ]
    assert ask(session, columns.format("bts_party"))[0] == ("nID",)


def test_padded_columns_compare_without_their_blanks(session: EngineSession) -> None:
    names = ask(session, "SELECT name FROM sys.tables WHERE type = 'U' AND name = 'ADM_GROUP'")
    assert names == [("adm_Group",)]
    assert ask(session, "SELECT type FROM sys.tables WHERE name = 'adm_Group'") == [("U ",)]


def test_the_catalogue_tells_what_is_there(session: EngineSession) -> None:
    statement = """
        SELECT c.name, t.name, c.max_length, c.is_nullable FROM master.sys.columns AS c
        JOIN master.sys.types AS t ON t.user_type_id = c.user_type_id
        JOIN master.sys.tables AS o ON o.object_id = c.object_id
        WHERE o.name = N'bts_LogShippingHistory' ORDER BY c.column_id"""
    assert ask(session, statement) == [
        ("SetComplete", "bit", 1, 1),
        ("Restored", "bit", 1, 0),
        ("Odd", "nvarchar", 18, 1),
    ]
    [outcome] = session.run("SELECT * FROM master.dbo.bts_LogShippingHistory", {})
    assert isinstance(outcome, Rows)
    assert [(name, str(kind)) for name, kind in outcome.columns] == [
        ("SetComplete", "bit"), ("Restored", "bit"), ("Odd", "nvarchar(9)"),
    ]  # fmt: skip
    assert [tuple(r) for r in outcome.rows] == [(1, 0, "x")]


def test_described_procedures_are_objects(described: LabSqlServer) -> None:
    described.databases["BizTalkMgmtDb"]["sys.procedures"] = [{"name": "sp_BackupAllFull"}]
    session = _open(described)
    assert ask_value(session, "OBJECT_ID(N'dbo.sp_BackupAllFull')") > 0
    procedures = "SELECT name, type FROM sys.{} WHERE type = 'P'"
    assert ask(session, procedures.format("procedures")) == [("sp_BackupAllFull", "P ")]
    assert ask(session, procedures.format("objects")) == [("sp_BackupAllFull", "P ")]


def test_a_renamed_database_and_an_absent_table(described: LabSqlServer) -> None:
    described.databases["Mgmt2"] = {"dbo.adm_Group": [{"Name": "Second"}]}
    described.like = {"Mgmt2": "BizTalkMgmtDb"}
    described.absent = frozenset({"Mgmt2.dbo.BizTalkCUVersion"})
    session = _open(described, "Mgmt2")
    assert ask(session, "SELECT Name FROM dbo.adm_Group") == [("Second",)]
    assert ask(session, "SELECT BackupId FROM dbo.adm_BackupHistory") == []
    with pytest.raises(SqlError, match="208"):
        session.run("SELECT CU FROM dbo.BizTalkCUVersion", {})


def test_columns_come_with_their_version(described: LabSqlServer) -> None:
    statement = "COL_LENGTH('msdb.dbo.backupset', 'last_valid_restore_time')"
    assert ask_value(_open(described), statement) is None
    described.product_version = "16.0.4165.4"
    assert ask_value(_open(described), statement) is not None


def test_clocks_follow_the_description(described: LabSqlServer) -> None:
    described.utc_offset_minutes = -210
    described.clock_shift = timedelta(hours=10)
    session = _open(described)
    utc, local, offset = ask(
        session,
        "SELECT SYSUTCDATETIME() AS a, SYSDATETIME() AS b, "
        "DATEPART(tzoffset, SYSDATETIMEOFFSET()) AS c",
    )[0]
    ahead = utc.replace(tzinfo=UTC) - datetime.now(UTC)
    assert timedelta(hours=9, minutes=59) < ahead < timedelta(hours=10, minutes=1)
    assert local - utc == timedelta(minutes=-210)
    assert offset == -210
    text = ask_value(session, "CONVERT(varchar(34), SYSDATETIMEOFFSET(), 126)")
    assert text.endswith("-03:30")


def test_an_offset_keeps_its_seventh_digit(session: EngineSession) -> None:
    statement = (
        "SELECT CAST(last_startup_time AS varchar(40)) AS a, "
        "CAST(SWITCHOFFSET(last_startup_time, '+00:00') AS varchar(25)) AS b "
        "FROM sys.dm_server_services"
    )
    assert ask(session, statement) == [
        ("2026-11-22 06:00:00.1234567 +01:00", "2026-11-22 05:00:00.12345")
    ]


def test_a_batch_of_settings_a_move_and_a_query(session: EngineSession) -> None:
    batch = """-- comment
        SET NOCOUNT ON; SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED
        SET DEADLOCK_PRIORITY LOW /* more */ USE [msdb]; SELECT DB_NAME() AS d;"""
    *before, last = session.run(batch, {})
    assert [type(o) for o in before] == [Setting, Setting, Setting, Moved]
    assert isinstance(last, Rows)
    assert list(last.rows) == [("msdb",)]


def test_a_row_with_an_unknown_column_is_the_descriptions_mistake(
    described: LabSqlServer,
) -> None:
    described.databases["msdb"]["dbo.sysjobs"] = [{"nmae": "x"}]
    with pytest.raises(ValueError, match="no column nmae"):
        _open(described).run("SELECT name FROM msdb.dbo.sysjobs", {})
