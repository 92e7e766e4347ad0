"""What will be asked of whom."""

from dataclasses import replace

from scanner.estate.discover import Placed, Servers, Windows
from scanner.model.collector import (
    HostCollector,
    HostTask,
    Place,
    ShareCollector,
    ShareQuestion,
    SqlCollector,
)
from scanner.model.estate import Artefact, HostRole
from scanner.model.evidence import Target, TargetKind
from scanner.plan import HISTORY_DAYS, host_work, management_tasks, share_work, sql_tasks
from tests.evidence import SQL01, SQL02, Pump, Valve, interpret_pumps

SQLDR = Target(TargetKind.SQL, "SQLDR01")
SERVERS = Servers(
    management=Placed(SQL01, "BizTalkMgmtDb"),
    instances=(SQL01, SQL02),
    destinations=(SQLDR, SQL02),
    sso=Placed(SQL02, "SSODB"),
    bam=None,
)


def collector(name: str, place: Place, database: str = "", **more: object) -> SqlCollector:
    return SqlCollector(name, Pump, place, database, "SELECT 1", interpret_pumps, **more)  # type: ignore[arg-type] # the tests' own words


def placed(place: Place, database: str = "") -> list[tuple[str, str]]:
    tasks = sql_tasks(SERVERS, [collector("one", place, database)])
    return [(task.target.name, task.database) for task in tasks]


def test_each_place_is_its_servers_in_its_database() -> None:
    assert placed(Place.EVERY_INSTANCE, "msdb") == [
        ("SQL01", "msdb"),
        ("SQL02", "msdb"),
        ("SQLDR01", "msdb"),
    ]
    assert placed(Place.JOB_INSTANCES, "msdb") == [("SQL01", "msdb"), ("SQL02", "msdb")]
    assert placed(Place.DESTINATION, "master") == [("SQLDR01", "master"), ("SQL02", "master")]
    assert placed(Place.MANAGEMENT) == [("SQL01", "BizTalkMgmtDb")]
    assert placed(Place.SSO) == [("SQL02", "SSODB")]
    assert placed(Place.BAM) == []


def test_parameters_are_filled_in_their_order() -> None:
    one = collector("one", Place.MANAGEMENT, parameters=("history_days", "management_database"))
    assert sql_tasks(SERVERS, [one])[0].parameters == (HISTORY_DAYS, "BizTalkMgmtDb")


def test_discovery_asks_the_management_instance_alone_and_only_what_it_needs() -> None:
    needed = collector("needed", Place.EVERY_INSTANCE, "master", discovers=True)
    tasks = management_tasks(SERVERS.management, [needed, collector("later", Place.MANAGEMENT)])
    assert [(task.target, task.collector.name) for task in tasks] == [(SQL01, "needed")]


def host_collector(name: str, *roles: HostRole, asks: bool = True) -> HostCollector:
    questions = [{"id": f"{name}/1", "kind": "host"}] if asks else []
    return HostCollector(name, Valve, frozenset(roles), lambda _task: questions, interpret_pumps)


def test_a_host_is_asked_by_its_roles() -> None:
    everywhere = host_collector("hosts")
    secret = host_collector("secret", HostRole.SECRET_SERVER)
    silent = host_collector("silent", asks=False)
    tasks = (HostTask("BTS01", frozenset({HostRole.BIZTALK})), HostTask("SSO01", secret.roles))
    work = host_work(Windows(tasks, (), ()), [everywhere, secret, silent])
    asked = {one.target.name: [part.name for part in one.collectors] for one in work}
    assert asked == {"BTS01": ["hosts"], "SSO01": ["hosts", "secret"]}


def test_each_folder_is_listed() -> None:
    files = ShareCollector("files", Pump, 2, interpret_pumps)
    rights = replace(files, name="rights", asks=ShareQuestion.RIGHTS)
    first, second = share_work(Windows((), (r"\\FILE01\a", r"\\FILE01\b"), ()), [files, rights])
    assert second.target.name == r"\\FILE01\b"
    assert [(one.name, said) for one, said in first.asked()] == [
        ("files", r"list \\FILE01\a to depth 2"),
        ("rights", r"read the rights on \\FILE01\a"),
    ]


def test_records_are_read_only_where_a_location_holds_them() -> None:
    files = ShareCollector("files", Pump, 2, interpret_pumps)
    results = replace(files, name="results", asks=ShareQuestion.RECORDS, fields=("Name",))
    results = replace(results, holds=Artefact.DRILL_RESULT)
    held = {r"\\FILE01\b": frozenset({Artefact.DRILL_RESULT, Artefact.LOGINS})}
    around = Windows((), (r"\\FILE01\a", r"\\FILE01\b"), (), held)
    first, second = share_work(around, [files, results])
    assert [one.name for one in first.collectors] == ["files"]
    assert [said for _, said in second.asked()] == [
        r"list \\FILE01\b to depth 2",
        r"read the newest .csv or .json file of \\FILE01\b, and keep of each record Name",
    ]


def test_stores_of_bam_are_asked_but_take_no_part_in_the_job() -> None:
    store = Target(TargetKind.SQL, "DWH01")
    found = replace(SERVERS, stores=(store,))
    asked = sql_tasks(found, [collector("one", Place.JOB_INSTANCES, "msdb")])
    assert [task.target for task in asked] == [SQL01, SQL02, store]
    everywhere = sql_tasks(found, [collector("one", Place.EVERY_INSTANCE, "msdb")])
    assert store in [task.target for task in everywhere]
    assert not sql_tasks(found, [collector("one", Place.BAM)])
