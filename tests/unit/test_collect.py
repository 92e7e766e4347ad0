"""Collection over doors of our own: waves, gaps, strangers, reach, secrets, replay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from scanner.collect import Collecting, NoWatch
from scanner.facts.agent_jobs import JobStep
from scanner.facts.availability import AvailabilityReplica
from scanner.facts.backup_sets import BackupHistoryRow
from scanner.facts.instances import Instance
from scanner.facts.master_secret import SsoGlobalInfo
from scanner.facts.topology import (
    BackupDatabase,
    BamProperty,
    BizTalkGroup,
    BizTalkServer,
    DatabaseRef,
    MessageBox,
    OtherBackupDatabase,
)
from scanner.model.collector import Collector, HostCollector, Place, Question, SqlCollector
from scanner.model.estate import DeclaredHost, Estate, Group, HostRole, Reach
from scanner.model.evidence import Clock, Evidence, Gap, GapReason, Row, Target
from scanner.transport.doors import Answer, HostReader, Parameter, ShareReader, SqlReader
from scanner.transport.failure import TransportFailure
from scanner.transport.redact import Secrets
from scanner.transport.replay import ReplayDoors, as_recorded
from tests.evidence import NOW, Valve, group, interpret_valves

CANARY = "Zebra-4711-Canary"


def introduced(rows: Sequence[Row], clock: Clock) -> Iterable[Instance]:
    offset = timedelta(0)
    for row in rows:
        name = str(row["name"])
        yield Instance(name, name, "15", "E", False, False, "svc", False, clock.scanner_utc, offset)


def listed(rows: Sequence[Row], _clock: Clock) -> Iterable[BackupDatabase]:
    return [BackupDatabase(DatabaseRef(str(row["server"]), "db")) for row in rows]


WHO = SqlCollector(
    "instances", Instance, Place.EVERY_INSTANCE, "master", "WHO", introduced, discovers=True
)
LISTED = SqlCollector(
    "backup_databases", BackupDatabase, Place.MANAGEMENT, "", "LIST", listed, discovers=True
)
VALVES = SqlCollector("valves", Valve, Place.EVERY_INSTANCE, "master", "VALVES", interpret_valves)
SECOND = HostCollector(
    "second",
    Valve,
    frozenset(),
    lambda _task: [{"id": "second/1", "kind": "host"}],
    interpret_valves,
    lambda _task, answers: [{"id": f"second/{len(answers)}+", "kind": "files"}],
)
# What discovery also looks for, of a database that these groups do not have.
NEVER_ASKED = tuple(
    SqlCollector(f"never_{number}", kind, Place.BAM, "", "NEVER", interpret_valves)
    for number, kind in enumerate(
        (
            AvailabilityReplica,
            MessageBox,
            OtherBackupDatabase,
            BizTalkGroup,
            BizTalkServer,
            BamProperty,
            SsoGlobalInfo,
            JobStep,
            MessageBox,
            BackupHistoryRow,
        )
    )
)
COLLECTORS: tuple[Collector, ...] = (LISTED, WHO, VALVES, SECOND, *NEVER_ASKED)


@dataclass
class Server:
    """What one instance answers; a failure for a statement instead of rows where named."""

    name: str
    databases: Sequence[str] = ()
    failures: Mapping[str, TransportFailure] = field(default_factory=dict)
    valve: str = "V"
    asked: list[str] = field(default_factory=list)
    closed: bool = False
    driver = "in memory"
    certificate_verified = True

    def read(self, statement: str, _parameters: Sequence[Parameter], _database: str) -> Answer:
        self.asked.append(statement)
        if statement in self.failures:
            raise self.failures[statement]
        rows: dict[str, list[Row]] = {
            "WHO": [{"name": self.name}],
            "LIST": [{"server": one} for one in self.databases],
            "VALVES": [{"name": self.valve}],
        }
        return Answer(tuple(rows[statement]))

    def close(self) -> None:
        self.closed = True


@dataclass
class Host:
    """Answers every question with one row; keeps the rounds."""

    rounds: list[list[str]] = field(default_factory=list)
    closed: bool = False
    driver = "in memory"
    certificate_verified = True

    def ask(self, questions: Sequence[Question]) -> Mapping[str, Answer]:
        names = [str(question["id"]) for question in questions]
        self.rounds.append(names)
        return {name: Answer(({"name": "V"},)) for name in names}

    def close(self) -> None:
        self.closed = True


@dataclass
class Doors:
    """Opens only what the test put there; remembers what was knocked at."""

    servers: Mapping[str, Server | TransportFailure]
    hosts: Mapping[str, Host] = field(default_factory=dict)
    knocked: list[str] = field(default_factory=list)

    def sql(self, target: Target) -> SqlReader:
        self.knocked.append(target.id)
        found = self.servers[target.name]
        if isinstance(found, TransportFailure):
            raise found
        return found

    def host(self, target: Target) -> HostReader:
        self.knocked.append(target.id)
        return self.hosts[target.name]

    def close(self) -> None:
        self.knocked.append("closed")

    def share(self, target: Target) -> ShareReader:
        raise AssertionError(f"nobody asked for {target.name}")


def estate(declared: Group) -> Estate:
    return Estate("Contoso", {}, (declared,), {}, "e" * 64)


def collect(doors: Doors, declared: Group | None = None) -> Evidence:
    mine = declared or group(reach=Reach(sql=("SQL0*",)))
    collecting = Collecting(
        estate(mine), mine, doors, COLLECTORS, lambda: Secrets([CANARY]), NoWatch(), lambda: NOW
    )
    return collecting.collect()


def gaps(held: Evidence) -> dict[str, GapReason]:
    return {one.id: one.gap.reason for one in held.readings if one.gap}


def test_one_connection_an_instance_and_each_statement_once() -> None:
    doors = Doors({"SQL01": Server("SQL01", ["SQL01", "sql02"]), "SQL02": Server("SQL02")})
    held = collect(doors)
    assert doors.knocked == ["sql:SQL01", "sql:SQL02", "closed"]
    server = doors.servers["SQL01"]
    assert isinstance(server, Server)
    assert sorted(server.asked) == ["LIST", "VALVES", "WHO"]
    assert server.closed
    assert held.planned == tuple(sorted(one.id for one in held.readings))
    names = {one.target.id: one.own_name for one in held.contacts}
    assert (names["sql:SQL01"], names["sql:SQL02"]) == ("SQL01", "SQL02")


def test_an_unreachable_instance_is_a_gap_and_the_others_are_read() -> None:
    down = TransportFailure(GapReason.UNREACHABLE, "nobody listens")
    held = collect(Doors({"SQL01": Server("SQL01", ["SQL02"]), "SQL02": down}))
    assert gaps(held) == {
        "host:SQL01/second": GapReason.NOT_ALLOWED,
        "sql:SQL02/instances": GapReason.UNREACHABLE,
        "sql:SQL02/valves": GapReason.UNREACHABLE,
    }


def test_what_was_read_before_a_failure_is_kept_beside_the_gap() -> None:
    late = TransportFailure(GapReason.TIMED_OUT, "froze", [{"name": "V1"}])
    held = collect(Doors({"SQL01": Server("SQL01", [], {"VALVES": late})}))
    lost = next(one for one in held.readings if one.collector == "valves")
    assert (lost.rows, lost.gap) == (({"name": "V1"},), Gap(GapReason.TIMED_OUT, "froze"))


def test_a_stranger_is_named_and_read_no_further() -> None:
    server = Server("SQL99")
    held = collect(Doors({"SQL01": server}))
    assert server.asked == ["WHO"]
    assert set(gaps(held).values()) == {GapReason.WRONG_TARGET}
    assert held.contacts[0].own_name == "SQL99"


def test_a_declared_alias_is_no_stranger() -> None:
    declared = group(aliases={"SQL01": "SQL99"}, management_server="SQL01")
    held = collect(Doors({"SQL99": Server("SQL99")}), declared)
    assert gaps(held) == {}


def test_what_reach_does_not_allow_is_named_and_not_contacted() -> None:
    doors = Doors({"SQL01": Server("SQL01", ["SQL01", "EVIL01"])})
    held = collect(doors)
    assert doors.knocked == ["sql:SQL01", "closed"]
    assert set(gaps(held)) == {"host:SQL01/second", "sql:EVIL01/instances", "sql:EVIL01/valves"}
    assert set(gaps(held).values()) == {GapReason.NOT_ALLOWED}


def test_our_own_secret_sent_back_by_a_target_is_not_kept() -> None:
    failure = TransportFailure(GapReason.DENIED, f"no such user {CANARY}")
    held = collect(
        Doors({"SQL01": Server("SQL01", ["SQL02"], valve=f"x{CANARY}y"), "SQL02": failure})
    )
    assert CANARY not in repr(held)
    valve = next(one for one in held.readings if one.id == "sql:SQL01/valves")
    assert valve.redactions == 1


def test_a_host_is_asked_in_two_rounds_and_closed() -> None:
    host = Host()
    declared = group(hosts=(DeclaredHost("SSO01", (HostRole.SECRET_SERVER,)),))
    held = collect(Doors({"SQL01": Server("SQL01")}, {"SSO01": host}), declared)
    assert host.rounds == [["second/1"], ["second/1+"]]
    assert host.closed
    answered = next(one for one in held.readings if one.target.name == "SSO01")
    assert [row["question"] for row in answered.rows] == ["second/1", "second/1+"]


def test_a_replay_gives_the_same_evidence_and_says_that_it_is_one() -> None:
    late = TransportFailure(GapReason.TIMED_OUT, "froze", [{"name": "V1"}])
    declared = group(
        hosts=(DeclaredHost("SSO01", (HostRole.SECRET_SERVER,)),), reach=Reach(sql=("SQL0*",))
    )
    servers = {"SQL01": Server("SQL01", ["SQL02", "EVIL1"], {"VALVES": late}), "SQL02": Server("X")}
    held = collect(Doors(servers, {"SSO01": Host()}), declared)
    again = Collecting(
        estate(declared), declared, ReplayDoors(held), COLLECTORS, Secrets, NoWatch()
    )
    replayed = as_recorded(again.collect(), held, "d" * 64)
    assert replayed.collection == replace(held.collection, replay_of="d" * 64)
    assert replayed.readings == held.readings
    assert replayed.contacts == held.contacts
