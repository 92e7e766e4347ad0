"""Statements that run in every database of the backup job: one reading an instance."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from scanner.estate.discover import Placed, Servers, Windows, servers
from scanner.facts.availability import AvailabilityReplica
from scanner.facts.topology import (
    BackupDatabase,
    BizTalkGroup,
    DatabaseRef,
    MessageBox,
    OtherBackupDatabase,
)
from scanner.model.collector import Place, SqlCollector
from scanner.model.evidence import Collection, Contact, Evidence, Gap, GapReason, Reading, Target
from scanner.plan import SqlTask, sql_tasks
from scanner.preview import grants
from scanner.sessions import SqlSession
from scanner.transport.doors import Answer, HostReader, Parameter, ShareReader, SqlReader
from scanner.transport.failure import TransportFailure
from scanner.transport.replay import ReplayDoors
from tests.evidence import NOW, SQL01, SQL02, Pump, group, interpret_pumps

DISCOVERED = (AvailabilityReplica, BackupDatabase, BizTalkGroup, MessageBox, OtherBackupDatabase)

HEADER = {"permission": "GRANT VIEW DEFINITION TO {login};"}
USERS = SqlCollector(
    "users", Pump, Place.JOB_DATABASES, "", "USERS", interpret_pumps, header=HEADER
)
FOUND = Servers(
    management=Placed(SQL01, "Mgmt"),
    instances=(SQL01, SQL02),
    destinations=(),
    sso=None,
    bam=None,
    databases=(Placed(SQL01, "Mgmt"), Placed(SQL02, "Box"), Placed(SQL01, "SSO")),
)
TASK = SqlTask(SQL01, USERS, "Mgmt", (), ("SSO", "Rules"))


@dataclass
class Door:
    """One instance that tells the database that it was asked in, or refuses one."""

    refuses: str = ""
    asked: list[str] = field(default_factory=list)
    driver = "in memory"
    certificate_verified = True

    def sql(self, _target: Target) -> SqlReader:
        return self

    def read(self, _statement: str, _parameters: Sequence[Parameter], database: str) -> Answer:
        self.asked.append(database)
        if database == self.refuses:
            raise TransportFailure(GapReason.DENIED, database)
        return Answer(({"name": database},), None, 1)

    def host(self, target: Target) -> HostReader:
        raise AssertionError(target)

    def share(self, target: Target) -> ShareReader:
        raise AssertionError(target)

    def close(self) -> None:
        """Nothing is open."""


def read(door: Door) -> Reading:
    (reading,) = SqlSession(SQL01, group(), door, lambda: NOW).read([TASK])
    return reading


def test_every_database_of_an_instance_is_in_its_task() -> None:
    tasks = sql_tasks(FOUND, [USERS])
    assert [(one.target, one.databases) for one in tasks] == [
        (SQL01, ("Mgmt", "SSO")),
        (SQL02, ("Box",)),
    ]


@dataclass(frozen=True)
class Known:
    """What the management database lists for backup."""

    databases: tuple[DatabaseRef, ...]

    def rows(self, kind: type, on: Target) -> tuple[object, ...]:
        assert kind in DISCOVERED
        is_listing = kind is BackupDatabase and on == SQL01
        return tuple(map(BackupDatabase, self.databases)) if is_listing else ()


def test_discovery_names_each_database_once_the_management_database_first() -> None:
    declared = group()
    name = declared.management_database
    spelled = (DatabaseRef("sql02", "Box"), DatabaseRef("SQL02.corp.example", "box"))
    listed = (*spelled, DatabaseRef("SQL01", name.upper()))
    found = servers(declared, Known(listed))  # type: ignore[arg-type] # of one kind of fact only
    assert found.databases == (Placed(SQL01, name), Placed(SQL02, "Box"))


def test_one_reading_holds_the_rows_of_all() -> None:
    reading = read(Door())
    assert [row["name"] for row in reading.rows] == ["Mgmt", "SSO", "Rules"]
    assert [asked.place for asked in reading.asked] == ["Mgmt", "SSO", "Rules"]
    assert (reading.gap, reading.redactions) == (None, 3)


def test_a_database_that_refuses_is_a_gap_of_the_whole() -> None:
    door = Door(refuses="SSO")
    assert read(door).gap == Gap(GapReason.DENIED, "SSO")
    assert door.asked == ["Mgmt", "SSO"]


def test_a_replay_gives_each_row_once() -> None:
    for door in (Door(), Door(refuses="SSO")):
        recorded = read(door)
        held = Evidence(
            schema=1,
            organisation="Contoso",
            group=group(),
            limits={},
            collection=Collection(NOW, NOW, "scanner", "me", "1", "e" * 64),
            contacts=(Contact(SQL01, driver="in memory", certificate_verified=True),),
            planned=(recorded.id,),
            readings=(recorded,),
        )
        session = SqlSession(SQL01, group(), ReplayDoors(held), lambda: NOW)
        (again,) = session.read([TASK])
        assert again == replace(recorded, started=again.started, ended=again.ended)


def test_rights_are_granted_in_each_of_them() -> None:
    said = grants(group(), FOUND, Windows((), (), ()), [USERS])
    for database in ("Mgmt", "SSO", "Box"):
        assert f"USE [{database}];" in said
    assert said.count("GRANT VIEW DEFINITION") == 3
