"""Every statement runs in the lab, and what it answers becomes facts."""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from scanner.collectors.registry import COLLECTORS
from scanner.model.collector import Denied, Place, SqlCollector
from tests.collectors.recording import CLOCK
from tests.lab.estates import company, variants
from tests.lab.tds.description import LabLogin, LabSqlServer
from tests.lab.tds.engine import Engine
from tests.lab.tds.errors import SqlError
from tests.lab.tds.login import Login
from tests.lab.tds.outcome import Rows
from tests.lab.tds.rpc import Parameter
from tests.lab.tds.sql_types import INT

SQL = {one.name: one for one in COLLECTORS if isinstance(one, SqlCollector)}
OWN = {
    Place.MANAGEMENT: company.MANAGEMENT.name,
    Place.JOB_DATABASES: company.MANAGEMENT.name,
    Place.SSO: company.SSO.name,
    Place.BAM: company.BAM.name,
}
OF_AVAILABILITY_GROUPS = {name for name in SQL if name.startswith("availability_")}
SOURCE = [
    name
    for name, one in SQL.items()
    if one.place is not Place.DESTINATION and name not in OF_AVAILABILITY_GROUPS
]
SILENT = ("recovery_states", "restores")  # the sound estate has nothing to say of them
DESTINATION = [
    name
    for name, one in SQL.items()
    if one.place in (Place.DESTINATION, Place.EVERY_INSTANCE) and name not in OF_AVAILABILITY_GROUPS
]
HIDING = (
    "databases",
    "database_files",
    "log_shipping_tables",
    "recovery_states",
    "database_families",
    "master_certificates",
    *sorted(OF_AVAILABILITY_GROUPS),
)


@pytest.fixture(scope="module")
def servers() -> dict[str, LabSqlServer]:
    return variants.sound().servers()


@pytest.fixture(scope="module")
def source(servers: dict[str, LabSqlServer]) -> Iterator[Engine]:
    yield from running(servers[company.SQL01])


@pytest.fixture(scope="module")
def destination(servers: dict[str, LabSqlServer]) -> Iterator[Engine]:
    yield from running(servers[company.SQLDR01])


def running(description: LabSqlServer, **login: Any) -> Iterator[Engine]:
    visitor = LabLogin(company.SQL_PASSWORD, **login)
    engine = Engine(replace(description, logins={company.SQL_USER: visitor}))
    yield engine
    engine.close()


def facts(collector: SqlCollector, engine: Engine) -> list[Any]:
    database = collector.database or OWN[collector.place]
    login = Login(
        user=company.SQL_USER,
        password=company.SQL_PASSWORD,
        database=database,
        application="",
        server="",
        host="",
        packet_size=4096,
        integrated=False,
    )
    given = {f"@P{n}": Parameter(f"@P{n}", INT, 35) for n in range(len(collector.parameters))}
    text = collector.statement.replace("?", next(iter(given), "?"))
    answered = engine.open(login).run(text, given)
    return list(collector.interpret(as_transported(answered), CLOCK))


def as_transported(answered: Any) -> list[dict[str, Any]]:
    (result,) = (outcome for outcome in answered if isinstance(outcome, Rows))
    names = [name for name, _ in result.columns]
    return [dict(zip(names, map(plain, row), strict=True)) for row in result.rows]


def plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    return int(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("name", SOURCE)
def test_statement_of_the_source(name: str, source: Engine) -> None:
    assert facts(SQL[name], source) or name in SILENT


@pytest.mark.parametrize("name", DESTINATION)
def test_statement_of_the_destination(name: str, destination: Engine) -> None:
    assert facts(SQL[name], destination) or name in SILENT


def test_commands_of_other_jobs_are_not_read(source: Engine) -> None:
    jobs = {job.job_id: job.name for job in facts(SQL["agent_jobs"], source)}
    asked = {jobs[step.job_id] for step in facts(SQL["job_steps"], source)}
    assert len(jobs) > len(asked) == 1


def test_log_shipping_jobs_are_read_by_their_names(destination: Engine) -> None:
    assert {step.job_id for step in facts(SQL["job_steps"], destination)} == {
        job.job_id for job in facts(SQL["agent_jobs"], destination)
    }


@pytest.mark.parametrize("name", HIDING)
def test_catalogue_hides_rows_from_a_login_without_rights(
    name: str, servers: dict[str, LabSqlServer]
) -> None:
    for engine in running(servers[company.SQLDR01], permissions=frozenset({"CONNECT SQL"})):
        with pytest.raises(Denied):
            facts(SQL[name], engine)


def test_files_of_volumes_are_hidden_from_a_login_without_rights(
    servers: dict[str, LabSqlServer],
) -> None:
    rights = frozenset({"CONNECT SQL", "VIEW SERVER STATE"})
    for engine in running(servers[company.SQLDR01], permissions=rights):
        with pytest.raises(Denied):
            facts(SQL["volume_space"], engine)


@pytest.mark.parametrize("name", ["agent_service", "volume_space"])
def test_server_state_needs_its_right(name: str, servers: dict[str, LabSqlServer]) -> None:
    for engine in running(servers[company.SQL01], permissions=frozenset({"CONNECT SQL"})):
        with pytest.raises(SqlError, match=r"^297"):
            facts(SQL[name], engine)


def test_table_without_its_grant_is_refused(servers: dict[str, LabSqlServer]) -> None:
    denied = frozenset({"msdb.dbo.sysjobs", "BizTalkMgmtDb.dbo.adm_Group"})
    for engine in running(servers[company.SQL01], denied=denied):
        for name in ("agent_jobs", "job_steps", "job_history", "biztalk_groups"):
            with pytest.raises(SqlError, match=r"^229"):
                facts(SQL[name], engine)
